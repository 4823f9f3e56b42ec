// preview.cpp - makes the preview of an article, in C++17
// SPDX-License-Identifier: MIT
#include <paidmark.h>

#include <array>
#include <cstdio>
#include <memory>
#include <string_view>

namespace {

constexpr std::string_view article = "销售额增长了。<paid>毛利率为31%。</paid>请来电订购。\n";
constexpr std::string_view broken = "销售额增长了。\n详情：<paid>毛利率为31%。\n";

using document_ptr = std::unique_ptr<paidmark_document, decltype(&paidmark_free)>;

void print_text(const char *name, paidmark_status status, std::string_view text)
{
    if (status != PAIDMARK_OK)
        std::printf("%s: %s\n", name, paidmark_status_text(status));
    else
        std::printf("%s: %.*s", name, static_cast<int>(text.size()), text.data());
}

void show(const document_ptr &document, std::string_view text, const paidmark_options &options)
{
    std::array<char, 200> buffer{};
    std::size_t bytes = 0;
    std::size_t count = 0;

    paidmark_parse(document.get(), text.data(), text.size(), &options);
    paidmark_status status = paidmark_render(document.get(), PAIDMARK_FREE, buffer.data(), buffer.size(), &bytes);
    print_text("preview", status, {buffer.data(), bytes});
    status = paidmark_excerpt(document.get(), 9, buffer.data(), buffer.size(), &bytes);
    print_text("excerpt", status, {buffer.data(), bytes});
    std::printf("\npaid: %zu\n", paidmark_counts(document.get(), PAIDMARK_PAID).characters);
    const paidmark_problem *problems = paidmark_problems(document.get(), &count);
    for (std::size_t i = 0; i < count; i++) {
        std::size_t line = 0;
        std::size_t column = 0;
        paidmark_locate(document.get(), problems[i].offset, &line, &column);
        std::printf("%zu:%zu: %s\n", line, column, paidmark_problem_name(problems[i].code));
    }
}

} // namespace

int main()
{
    document_ptr document{paidmark_new(), &paidmark_free};
    paidmark_options options{};

    if (document == nullptr)
        return 1;
    options.size = sizeof options;
    options.markers = paidmark_marker_set("fastadmin", &options.marker_count);
    std::printf("paidmark %s\n", paidmark_version());
    show(document, article, options);
    show(document, broken, options);
}
