/* preview.c - the preview, read through the segments that it lies in
 * SPDX-License-Identifier: MIT
 */
#include "preview.h"

#include "utf8.h"

#define BYTE_ORDER_MARK 0xFEFF

struct paidmark_preview paidmark_preview_of(const struct paidmark_document *document)
{
    const struct paidmark_segment *segments = document->segments.items;

    return (struct paidmark_preview){.segment = segments,
                                     .end = segments ? segments + document->segments.count : segments};
}

static void skip_to_free_text(struct paidmark_preview *place)
{
    while (place->segment < place->end &&
           (place->segment->part != PAIDMARK_PART_FREE || place->offset == place->segment->bytes)) {
        place->segment++;
        place->offset = 0;
    }
}

uint32_t paidmark_preview_next(struct paidmark_preview *place)
{
    uint32_t code_point;
    size_t bytes;

    skip_to_free_text(place);
    if (place->segment == place->end)
        return PAIDMARK_PREVIEW_END;
    code_point = paidmark_code_point((const unsigned char *)place->segment->text + place->offset, &bytes);
    place->characters += code_point != BYTE_ORDER_MARK || place->segment->offset + place->offset > 0;
    place->offset += bytes;
    place->bytes += bytes;
    return code_point;
}
