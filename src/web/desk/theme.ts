/** The colours and measures of the desk; `looks/ground.css` has the same colours for what Ant Design does not draw. */
import type { ThemeConfig } from 'antd';

export const deskTheme: ThemeConfig = {
  token: {
    colorPrimary: '#0a5fb4',
    // Derived, white on it would be too faint to read.
    colorPrimaryHover: '#084a8c',
    colorPrimaryActive: '#063a6e',
    colorLink: '#0a5fb4',
    colorLinkHover: '#084a8c',
    colorLinkActive: '#063a6e',
    colorInfo: '#0a5fb4',
    colorError: '#b8281f',
    colorWarning: '#8f4e00',
    colorSuccess: '#17704a',
    // Derived from such dark colours they would come out grey.
    colorErrorBg: '#fbeae8',
    colorErrorBorder: '#e3a9a4',
    colorWarningBg: '#fdf6ea',
    colorWarningBorder: '#e2c08d',
    colorSuccessBg: '#e9f5ee',
    colorSuccessBorder: '#9ccab2',
    colorText: '#1b2733',
    colorTextSecondary: '#4f5b69',
    colorTextDescription: '#5b6775',
    colorTextPlaceholder: '#66717e',
    colorBgLayout: '#f4f6f9',
    colorBorder: '#b9c3cf',
    fontSize: 14,
    controlHeight: 30,
    controlHeightSM: 24,
    padding: 12,
    paddingLG: 16,
    borderRadius: 4,
    wireframe: false,
    motionDurationMid: '0.1s',
    motionDurationSlow: '0.16s',
    fontFamily: '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif',
  },
  components: {
    Alert: { withDescriptionPadding: '10px 12px', withDescriptionIconSize: 18 },
  },
};
