import { Button } from 'antd';
import { NavLink, useLocation } from 'react-router';
import { useDemonstration, useOfficeName } from '../server-answers/catalogue.ts';
import { useSigningOut, type Who } from '../server-answers/session.ts';
import { dayText } from '../words/days.ts';
import { roleNames } from '../words/labels.ts';
import {
  mayBeAway,
  mayFile,
  mayIssueBatches,
  maySeeArchive,
  maySeeBoard,
  maySeeCertificates,
  maySeeRequests,
  maySeeSeals,
  onlyWatches,
} from './permitted.ts';

export function SideBar({ who, onKeys }: { who: Who; onKeys: () => void }) {
  const signOut = useSigningOut();
  const { pathname } = useLocation();
  const officeName = useOfficeName();
  const { data: demonstration } = useDemonstration();
  return (
    <header className="side-bar">
      <p className="brand">
        明窗<span>工作台</span>
      </p>
      <nav aria-label="主菜单">
        {!onlyWatches(who) && (
          <NavLink to="/" end>
            待办
          </NavLink>
        )}
        {mayFile(who) && <NavLink to="/intake">窗口收件</NavLink>}
        <NavLink to="/cases">办件查询</NavLink>
        {maySeeBoard(who) && <NavLink to="/deadlines">时限监察</NavLink>}
        {maySeeRequests(who) && <NavLink to="/information-requests">依申请公开</NavLink>}
        {mayIssueBatches(who) && <NavLink to="/batches">批量制证</NavLink>}
        {maySeeCertificates(who) && (
          <NavLink
            to="/certificates"
            className={({ isActive }) =>
              isActive || pathname.startsWith('/certificate-types') ? 'active' : ''
            }
          >
            电子证照
          </NavLink>
        )}
        {maySeeSeals(who) && <NavLink to="/seals">电子印章</NavLink>}
        {maySeeArchive(who) && <NavLink to="/archive">档案</NavLink>}
        <NavLink to="/procedures">办理程序</NavLink>
        {mayBeAway(who) && <NavLink to="/absences">缺勤与代理</NavLink>}
      </nav>
      <div className="me">
        {demonstration && <p className="fine">演示 · {dayText(demonstration.today)}</p>}
        <p className="my-name">{who.name}</p>
        <ul className="posts">
          {who.posts.map(({ role, office, items, standsInFor }) => (
            <li key={`${role}@${office}/${standsInFor ?? ''}`}>
              {roleNames[role]} · {officeName(office)}
              {items && `（只办 ${items.length} 个事项）`}
              {standsInFor && '（代理）'}
            </li>
          ))}
        </ul>
        <p className="row">
          <Button size="small" onClick={onKeys}>
            快捷键 <kbd>?</kbd>
          </Button>
          <Button size="small" onClick={signOut}>
            退出
          </Button>
        </p>
      </div>
    </header>
  );
}
