# make_archive.py - makes an archive of reports to time the tool with: the same bytes for the same arguments
# SPDX-License-Identifier: MIT
#
#     python3 make_archive.py DIRECTORY [DOCUMENTS [FOLDERS]]
#
# 100,000 documents of about 7 KB in 1,000 folders unless told otherwise. Each has one to three paid regions.
import random
import sys
from pathlib import Path

WORDS = (
    "今年 以来 我们 围绕 重点 工作 认真 落实 各项 任务 进一步 加强 组织 领导 完善 制度 提高 服务 质量 推动 项目 建设 "
    "取得 明显 成效 同时 存在 问题 不足 下一步 计划 继续 深入 开展 调查 研究 总结 经验 部门 协调 配合 群众 满意 安全 "
    "生产 检查 整改 到位 培训 人员 能力 水平 预算 执行 进度 report review budget schedule quality 2023 第三季度"
).split()

DOCUMENT_BYTES = 7000


def make_sentence(generator):
    return "".join(generator.choices(WORDS, k=generator.randint(6, 18))) + generator.choice("。。。；！")


def make_paragraphs(generator):
    """Paragraphs of about 7 KB of UTF-8 together."""
    bytes_wanted = DOCUMENT_BYTES * generator.uniform(0.7, 1.3)
    paragraphs, size = [], 0
    while size < bytes_wanted:
        paragraph = "　　" + "".join(make_sentence(generator) for _ in range(generator.randint(2, 6)))
        paragraphs.append(paragraph)
        size += len(paragraph.encode()) + 1
    return paragraphs


def make_report(generator):
    """Text with markers: some alone on their lines, some in mid-sentence."""
    paragraphs = make_paragraphs(generator)
    regions = min(generator.randint(1, 3), len(paragraphs) // 2)
    cuts = sorted(generator.sample(range(len(paragraphs)), 2 * regions))
    for number, cut in reversed(list(enumerate(cuts))):
        marker = "##paidend##" if number % 2 else "##paidbegin##"
        if generator.random() < 0.5:
            paragraphs.insert(cut, marker)
        else:
            middle = len(paragraphs[cut]) // 2
            paragraphs[cut] = paragraphs[cut][:middle] + marker + paragraphs[cut][middle:]
    return "\n".join(paragraphs) + "\n"


def make_reports(generator, count):
    """Making each from words takes too long for 100,000: 500 texts, each copy with a title of its own."""
    texts = [make_report(generator) for _ in range(min(count, 500))]
    for number in range(count):
        yield f"工作报告第{number:06}号\n{texts[number % len(texts)]}"


def main():
    root = Path(sys.argv[1])
    documents = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    folders = int(sys.argv[3]) if len(sys.argv) > 3 else 1_000
    generator = random.Random(20240501)
    for number in range(folders):
        (root / f"{number:04}").mkdir(parents=True, exist_ok=True)
    for number, report in enumerate(make_reports(generator, documents)):
        path = root / f"{number % folders:04}" / f"report-{number:06}.txt"
        path.write_bytes(report.encode())


if __name__ == "__main__":
    main()
