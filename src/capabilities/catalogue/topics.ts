/** Life and business topics people browse by; an item names the ones it belongs to. */
export const topics = {
  'opening-a-business': '开办经营',
  'company-changes': '企业变更与证照',
  food: '食品',
} as const;

export const itemLists = {
  online: '网上办',
  instant: '马上办',
  'one-visit': '一次办',
  nearby: '就近办',
} as const;
