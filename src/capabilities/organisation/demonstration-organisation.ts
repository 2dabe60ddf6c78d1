/**
 * The organisation of the demonstration: a zone that does not exist. Credit codes have right check digits and a
 * division (350199) that is not assigned; phones are not in use.
 */

import type { OrganisationData } from './organisation-file.ts';

const jurisdictionName = '明川经济开发区';

/** The first day a demonstration's clock can show: the zone and its people were there by then. */
export const beginning = '2000-01-01';

/** The zone's division code changed once, so that records from before and after it can be told apart. */
const divisionCodes = [
  { code: '350198', from: beginning, to: '2022-12-31' },
  { code: '350199', from: '2023-01-01' },
];

type Authority = OrganisationData['authorities'][number];
type Office = OrganisationData['offices'][number];

const committee = `${jurisdictionName}管理委员会`;

const authorities: Authority[] = [
  authority('administration', committee, '11350199M00000019J', '明管', '明川市人民政府'),
  authority('market-regulation', '市场监督管理局', '11350199M00000027D', '明市监'),
  authority('economy', '经济发展局', '11350199M000000358', '明经'),
  // Land and police stay with the city: the zone has only their sub-offices, and decides in the city bureau's name.
  authority('planning', '明川市自然资源和规划局', '11350199M000000433', '明自然规', '明川市人民政府'),
  authority('construction', '住房和城乡建设局', '11350199M00000051X', '明建'),
  authority('emergency', '应急管理局', '11350199M0000006XM', '明应急'),
  authority('health', '卫生健康局', '11350199M00000078M', '明卫'),
  authority('environment', '明川市生态环境局', '11350199M00000086G', '明环', '明川市人民政府'),
  authority('human-resources', '人力资源和社会保障局', '11350199M00000094B', '明人社'),
  authority('public-security', '明川市公安局', '11350199M000001071', '明公', '明川市人民政府'),
  authority('fire', '消防救援大队', '11350199M00000115U', '明消', '明川市消防救援支队'),
  authority('transport', '交通运输局', '11350199M00000123N', '明交'),
  authority('justice', '司法局', '11350199M00000131H', '明司'),
  authority('civil-affairs', '民政局', '11350199M0000014X9', '明民'),
  authority('education', '教育局', '11350199M000001589', '明教'),
];

/** A bureau of the zone is named after it, and the committee is above it, unless told otherwise. */
function authority(
  id: string,
  name: string,
  creditCode: string,
  documentWord: string,
  superior = committee,
): Authority {
  const fullName = name.startsWith('明川') ? name : `${jurisdictionName}${name}`;
  return { id, name: fullName, creditCode, documentWord, superior };
}

const address = '明川市明川经济开发区窗明路 1 号政务服务中心';
const hours = '周一至周五（法定节假日除外）9:00–12:00，13:30–17:30';

const offices: Office[] = [
  hall(),
  department('market-regulation', '市场监督管理局', 'A01', '市场准入'),
  department('economy', '经济发展局', 'A02', '项目备案'),
  department('planning', '自然资源和规划分局', 'B01', '规划用地'),
  department('construction', '住房和城乡建设局', 'B02', '工程建设'),
  department('emergency', '应急管理局', 'B03', '安全生产'),
  department('health', '卫生健康局', 'C01', '卫生健康'),
  department('environment', '生态环境分局', 'B04', '生态环境'),
  department('human-resources', '人力资源和社会保障局', 'C02', '人力资源和社会保障'),
  department('public-security', '公安分局', 'C03', '治安户政'),
  department('fire', '消防救援大队', 'B05', '消防'),
  department('transport', '交通运输局', 'B06', '交通运输'),
  department('justice', '司法局', 'C04', '公共法律服务'),
  department('civil-affairs', '民政局', 'C05', '社会事务'),
  department('education', '教育局', 'C06', '教育'),
  department('committee-office', '管理委员会办公室', 'D01', '政务公开', 'administration'),
].map((office) => ({ ...office, phone: phoneOf(office.windows[0]?.id ?? '') }));

/** The telephone at the window: A01 is 0591-00000101, the number that guides and letters name too. */
function phoneOf(window: string): string {
  const [floor = 'Z', ...place] = window;
  return floor === 'Z' ? '0591-00001000' : `0591-00000${floor.charCodeAt(0) - 64}${place.join('')}`;
}

export const demonstrationOrganisation: Omit<OrganisationData, 'staff'> = {
  jurisdiction: { name: jurisdictionName, divisionCodes },
  authorities,
  offices,
};

function hall(): Omit<Office, 'phone'> {
  const window = { id: 'Z01', name: '综合受理窗口', place: '一层 Z01' };
  return office('hall', '政务服务中心', 'hall', window, 'administration');
}

function department(
  id: string,
  name: string,
  windowId: string,
  windowName: string,
  authority = id,
): Omit<Office, 'phone'> {
  const window = { id: windowId, name: `${windowName}窗口`, place: `一层 ${windowId}` };
  return office(id, name, 'department', window, authority);
}

function office(
  id: string,
  name: string,
  kind: Office['kind'],
  window: Office['windows'][number],
  authority: string,
): Omit<Office, 'phone'> {
  const powers = [{ authority, basis: '三定规定', from: beginning }];
  return { id, name: `${jurisdictionName}${name}`, kind, address, hours, powers, windows: [window] };
}
