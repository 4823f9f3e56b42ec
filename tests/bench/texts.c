/* texts.c - the texts that bench measures on
 * SPDX-License-Identifier: MIT
 */
#include "texts.h"

#include <stdint.h>
#include <string.h>

static const char *const chinese[] = {
    "一、本年度主要工作情况\n",
    "根据年初确定的目标任务，我们坚持问题导向，抓重点、补短板、强弱项，各项工作取得了新的进展。\n",
    "（一）农村道路养护。全年共完成路面修补3200平方米，清理边沟18公里，更换警示牌46块，群众满意度达到96.5%。\n",
    "同时，结合汛期特点，组织养护人员开展隐患排查，做到“早发现、早上报、早处置”，确保了安全畅通。\n",
    "（二）图书馆建设。新增藏书1.2万册，接待读者8.7万人次，其中少年儿童占四成；夜间开放时间延长至21:30。\n",
    "我们还与周边学校、社区合作，举办讲座、展览、亲子阅读等活动63场，让更多的人走进来、坐下来、读进去。\n",
    "（三）存在的问题：一是经费渠道比较单一；二是专业人员不足，培训跟不上；三是部分设备老化，维修成本逐年上升。\n",
    "二、下一步打算\n",
    "1．进一步完善制度，明确责任，把每一项任务落实到岗位、落实到人，形成一级抓一级、层层抓落实的工作格局。\n",
    "2．加大宣传力度，充分利用广播、橱窗、公众号等多种形式，及时回应群众关切，不断提高服务水平。\n",
    "3．加强与兄弟单位的交流学习，取长补短，努力在新的一年里把各项工作推上一个新的台阶！\n",
    "以上报告，如有不妥之处，敬请批评指正。谢谢大家！\n",
    "去年秋天，果园里的梨树遭了一场冰雹，老周蹲在地头抽了半宿烟，第二天一早还是扛着锄头上了山。\n",
    "验收组认为：该项目资料齐全、程序规范、质量合格，建议通过验收，并尽快办理移交手续。\n",
    NULL,
};

static const char *const markdown[] = {
    "# Release notes\n\n",
    "## What changed\n\n",
    "- The importer reads *both* layouts; see [the guide](https://example.org/guide#layouts) for details.\n",
    "- `config.yaml` may hold `$HOME` and `${PORT}`, and `&` no longer needs quoting (#1482, #1490).\n",
    "### Upgrading\n\n",
    "Run `migrate --dry-run` first. It prints what it would do & leaves everything as it is.\n\n",
    "| option | default | meaning |\n|---|---|---|\n| `depth` | 3 | how far links are followed |\n",
    "```sh\n# make a copy first\ncp -a \"$DATA\" \"$DATA.bak\" && ./upgrade.sh\n```\n\n",
    "The repair of the painted paid-for pages took longer than planned; nothing else is held back.\n\n",
    NULL,
};

static const char *const ascii[] = {
    "The valley lay quiet under the first snow, and nobody in the village expected a visitor that week. ",
    "She counted the apples twice, wrote the number into the ledger, and closed the shutters against the wind.\n",
    "By noon the road had been cleared as far as the mill, though the bridge remained impassable until spring. ",
    "\"You might as well stay,\" he said, pushing the kettle over the fire; \"there is bread, and there is time.\"\n",
    "What the surveyors had drawn as a straight line turned out to be eleven miles of bog, birch and old fences.\n",
    "It rained again on Tuesday. ",
    NULL,
};

static const char *const emoji[] = {
    "Größere Änderungen brauchen Zeit – und manchmal ein bisschen Glück 🍀. ",
    "Le café d’été était déjà fermé, hélas ☕️; nous sommes allés à la plage 🏖️ !\n",
    "El niño comió piña y soñó con el océano 🌊🐚 toda la mañana.\n",
    "Zażółć gęślą jaźń 😀, powiedział ktoś z tyłu sali. ",
    "Party på lördag 🎉🎂🥳 – ta med något gott!\n",
    NULL,
};

static const char *const korean[] = {
    "올해 사업 계획에 따라 우리는 지역 도서관을 새로 꾸미고 이용 시간을 늘렸습니다. ",
    "주민 여러분의 의견을 모아 다음 달 초까지 결과를 알려 드리겠습니다.\n",
    NULL,
};

static const char *const hashes[] = {"################################", NULL};
static const char *const begins[] = {"##paidbegi", NULL};
static const char *const markers[] = {"##paidbegin####paidend##", NULL};
static const char *const signs[] = {"＃", NULL};
static const char *const names[] = {"paid", NULL};

const struct bench_text bench_texts[] = {
    {"chinese", "a report", false, chinese},
    {"markdown", "release notes", false, markdown},
    {"ascii", "English prose", false, ascii},
    {"emoji", "Latin letters with accents, and emoji", false, emoji},
    {"korean", "leads that need the full UTF-8 check", false, korean},
    {"hashes", "# without end", true, hashes},
    {"begins", "##paidbegi again and again", true, begins},
    {"markers", "a marker every 12 bytes", true, markers},
    {"signs", "U+FF03 again and again", true, signs},
    {"names", "paid again and again", true, names},
};

const size_t bench_text_count = sizeof bench_texts / sizeof bench_texts[0];

void bench_fill(const struct bench_text *text, char *buffer, size_t bytes)
{
    size_t count = 0, filled = 0;
    uint32_t state = 1;

    while (text->pieces[count] != NULL)
        count++;
    for (;;) {
        /* Numerical Recipes' linear congruential generator: any order will do, if it is the same in every run. */
        state = state * 1664525u + 1013904223u;
        const char *piece = text->pieces[(state >> 16) % count];
        size_t size = strlen(piece);

        if (size > bytes - filled)
            break;
        memcpy(buffer + filled, piece, size);
        filled += size;
    }
    memset(buffer + filled, '\n', bytes - filled);
}
