// preview.cpp - makes the preview of an article, in C++17
// SPDX-License-Identifier: MIT
#include <paidmark.h>

#include <array>
#include <cstdio>
#include <memory>
#include <string_view>

namespace
{

constexpr std::string_view article = "销售额增长了。<paid>毛利率为31%。</paid>请来电订购。\n";
constexpr std::string_view broken = "销售额增长了。\n详情：<paid>毛利率为31%。\n";

using document_ptr = std::unique_ptr<paidmark_document, decltype(&paidmark_document_free)>;

void print_text(const char *name, paidmark_status status, std::string_view text)
{
    if (status != PAIDMARK_STATUS_OK)
        std::printf("%s: %s\n", name, paidmark_status_text(status));
    else
        std::printf("%s: %.*s", name, static_cast<int>(text.size()), text.data());
}

void show(const document_ptr &document, std::string_view text, const paidmark_options &options)
{
    std::array<char, 200> buffer{};
    std::size_t bytes = 0;
    paidmark_counts counts{};
    paidmark_position place{};

    paidmark_status status =
        paidmark_split(text.data(), text.size(), &options, PAIDMARK_PART_FREE, buffer.data(), buffer.size(), &bytes);
    print_text("preview", status, {buffer.data(), bytes});
    paidmark_parse(document.get(), text.data(), text.size(), &options);
    status = paidmark_excerpt(document.get(), 9, 0, buffer.data(), buffer.size(), &bytes);
    print_text("excerpt", status, {buffer.data(), bytes});
    counts.size = sizeof counts;
    paidmark_count(document.get(), PAIDMARK_PART_PAID, &counts);
    std::printf("\npaid: %zu\n", counts.characters);
    for (std::size_t i = 0; const paidmark_problem *problem = paidmark_problem_at(document.get(), i); i++) {
        paidmark_locate(text.data(), text.size(), problem->offset, &place);
        std::printf("%zu:%zu: %s\n", place.line, place.column, paidmark_problem_name(problem->code));
    }
}

} // namespace

int main()
{
    document_ptr document{paidmark_document_new(nullptr), &paidmark_document_free};
    paidmark_marker_set *made = nullptr;
    paidmark_options options{};

    if (paidmark_marker_set_new(&made, "fastadmin", nullptr, 0, nullptr) != PAIDMARK_STATUS_OK)
        return 1;
    const std::unique_ptr<paidmark_marker_set, decltype(&paidmark_marker_set_free)> markers{made,
                                                                                            &paidmark_marker_set_free};
    options.size = sizeof options;
    options.markers = markers.get();
    std::printf("paidmark %s\n", paidmark_version());
    show(document, article, options);
    show(document, broken, options);
}
