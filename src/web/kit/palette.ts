/** Colours for drawings that stand outside a page's style sheet: the same as in tokens.css. */
export const palette = {
  ink: '#1b2733',
  paper: '#ffffff',
  mist: '#f4f6f9',
  line: '#d5dce4',
  'line-strong': '#74808d',
  azure: '#0a5fb4',
  'azure-deep': '#084b8f',
  'azure-mist': '#e9f1fa',
  grey: '#5b6775',
} as const;

export const drawingType = 'PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, sans-serif';
