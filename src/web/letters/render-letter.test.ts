import { describe, expect, it } from 'vitest';
import { type LetterInput, renderLetter } from './render-letter.ts';

const letter: LetterInput = {
  content: {
    title: '一次性告知书',
    addressee: '阿卜杜·𬱖',
    paragraphs: ['现将需要补正的全部内容一次性告知如下：'],
    table: { head: ['序号', '需要补正的内容'], rows: [['1', '<b>平面图</b> & 说明']] },
    footnotes: ['咨询电话：0591-00000101。'],
  },
  docNo: '明市监补〔2026〕3号',
  madeOn: '2026-03-09',
  authorityName: '明川经济开发区市场监督管理局',
  caseNo: 'MC20260302-000001-L',
};

describe('a letter as a page', () => {
  it('bears title, number, addressee, authority and the day as documents write it', () => {
    const page = renderLetter(letter);
    for (const text of [
      '<h1>一次性告知书</h1>',
      '明市监补〔2026〕3号',
      '阿卜杜·𬱖：',
      '明川经济开发区市场监督管理局',
      '<time dateTime="2026-03-09">2026年3月9日</time>',
    ]) {
      expect(page).toContain(text);
    }
  });

  it('without a seal it says which file is the original, also on paper; where there is none it says nothing', () => {
    const says = '盖章的电子文件（OFD）是原件';
    expect(renderLetter({ ...letter, fileHref: '/x/file' })).toContain(says);
    expect(renderLetter(letter)).not.toContain(says);
  });

  it('shows what people wrote as text, and needs no style or script of its own under a strict policy', () => {
    const page = renderLetter(letter);
    expect(page).toContain('&lt;b&gt;平面图&lt;/b&gt; &amp; 说明');
    expect(page).not.toMatch(/<style|style=|<script>|onclick/);
  });

  it('a table without a head is a form: names are row headings, line breaks stay', () => {
    const rows = [
      ['送达文书', '决定书\n许可证'],
      ['签名', ''],
    ];
    const page = renderLetter({
      ...letter,
      content: { ...letter.content, paragraphs: [], table: { head: [], rows } },
    });
    expect(page).toContain('<th scope="row">送达文书</th><td>决定书\n许可证</td>');
    expect(page).not.toContain('阿卜杜·𬱖：');
  });

  it('carries a QR code when there is somewhere to check it', () => {
    expect(renderLetter(letter)).not.toContain('<svg');
    expect(renderLetter({ ...letter, receiptQr: 'http://localhost/v/abc' })).toContain(
      'aria-label="存证回执的二维码"',
    );
  });
});
