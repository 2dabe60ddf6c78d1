/** The page on which anybody checks evidence. It is whole without the server: markup, one style sheet, one script. */
import { renderShell } from '../kit/page-shell.tsx';
import { Trail } from '../kit/parts.tsx';

export function renderCheckPage(stylesheet: string, script: string): string {
  return renderShell({
    title: '核对存证',
    siteName: '明窗',
    large: false,
    stylesheet,
    script,
    head: null,
    foot: null,
    children: <CheckPage />,
  });
}

function CheckPage() {
  return (
    <div className="column">
      <Trail places={[{ href: '/ledger', name: '账本与存证' }]} />
      <h1>核对存证</h1>
      <p className="lead">核对在您自己的浏览器里进行，您的材料不会发送给任何人。打开以后，断网也能用。</p>
      <div className="note warning" id="without-script">
        <p>
          核对要在浏览器里运算，需要允许本页的脚本。也可以下载源代码里的单独核对程序
          check-evidence.mjs，在自己的电脑上核对。
        </p>
      </div>
      <div id="checker" hidden>
        <form id="form">
          <div className="field">
            <label htmlFor="evidence">回执或者存证文件</label>
            <p className="hint" id="evidence-hint">
              粘贴文书二维码里的网址、回执，或者存证文件的内容。
            </p>
            <textarea id="evidence" aria-describedby="evidence-hint" spellCheck={false} />
          </div>
          <div className="field">
            <label htmlFor="file">也可以选一个文件</label>
            <p className="hint" id="file-hint">
              存证文件，或者二维码的图片。
            </p>
            <input
              id="file"
              type="file"
              accept=".json,application/json,image/*"
              aria-describedby="file-hint"
            />
            <p className="actions">
              <button className="button second" type="button" data-scan="evidence" hidden>
                扫二维码
              </button>
              <button className="link-button" type="button" id="fetch-proof">
                联网取最新的证明
              </button>
            </p>
          </div>
          <div className="field">
            <label htmlFor="key">账本的公钥</label>
            <p className="hint" id="key-hint">
              请用从公告、报纸、见证方或者别人那里得到的公钥。用网站自己公布的，只能说明材料与网站一致。
            </p>
            <textarea
              id="key"
              aria-describedby="key-hint key-source"
              autoComplete="off"
              rows={3}
              spellCheck={false}
            />
            <p className="small quiet" id="key-source" />
            <p className="actions">
              <button className="button second" type="button" data-scan="key" hidden>
                扫公钥的二维码
              </button>
              <button className="link-button" type="button" id="fetch-key">
                用本网站公布的公钥
              </button>
            </p>
            <p className="small quiet" id="no-scan" hidden>
              这个浏览器不能扫码：请用手机扫一扫，再把文字粘贴进来。
            </p>
          </div>
          <div id="camera" className="field" hidden>
            <video muted playsInline aria-label="摄像头的画面" />
            <p className="actions">
              <button className="button second" type="button" id="stop-camera">
                不扫了
              </button>
            </p>
          </div>
          <p className="actions">
            <button className="button" type="submit">
              核对
            </button>
          </p>
        </form>
      </div>
      <h2 id="report-title">结果</h2>
      <section id="report" aria-labelledby="report-title" aria-live="polite" tabIndex={-1}>
        <p className="quiet">还没有核对。</p>
      </section>
    </div>
  );
}
