import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import chinese from 'antd/locale/zh_CN';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { DeskFrame } from './frame/desk-frame.tsx';
import { PageFault } from './frame/page-fault.tsx';
import { Refused } from './server-answers/request.ts';
import { deskTheme } from './theme.ts';

/** The style policy admits only style elements with the nonce that the server put into this page. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

const wantsStillness = window.matchMedia('(prefers-reduced-motion: reduce)').matches;

const queries = new QueryClient({
  defaultOptions: {
    // A press while the line is down is answered at once and in words, not held back until it returns.
    mutations: { networkMode: 'always' },
    queries: {
      networkMode: 'always',
      staleTime: 5_000,
      // What the server refuses it will refuse again; only a lost connection is worth another try.
      retry: (failures, error) => failures < 2 && error instanceof Refused && error.problem.status === 0,
    },
  },
});

const router = createBrowserRouter(
  [
    {
      path: '/',
      element: <DeskFrame />,
      errorElement: <PageFault />,
      hydrateFallbackElement: <p className="nothing">正在载入…</p>,
      children: [
        {
          index: true,
          lazy: async () => ({ Component: (await import('./frame/home-page.tsx')).HomePage }),
        },
        {
          path: 'cases',
          lazy: async () => ({ Component: (await import('./cases/cases-page.tsx')).CasesPage }),
        },
        {
          path: 'cases/:caseNo',
          lazy: async () => ({ Component: (await import('./one-case/case-page.tsx')).CasePage }),
        },
        {
          path: 'cases/:caseNo/receipt',
          lazy: async () => ({ Component: (await import('./intake/receipt-page.tsx')).ReceiptPage }),
        },
        {
          path: 'intake',
          lazy: async () => ({ Component: (await import('./intake/intake-page.tsx')).IntakePage }),
        },
        {
          path: 'deadlines',
          lazy: async () => ({
            Component: (await import('./deadline-board/deadline-board-page.tsx')).DeadlineBoardPage,
          }),
        },
        {
          path: 'certificates',
          lazy: async () => ({
            Component: (await import('./certificates/certificates-page.tsx')).CertificatesPage,
          }),
        },
        {
          path: 'certificates/:licenceId',
          lazy: async () => ({
            Component: (await import('./certificates/certificate-page.tsx')).CertificatePage,
          }),
        },
        {
          path: 'certificate-types',
          lazy: async () => ({
            Component: (await import('./certificates/directory-page.tsx')).DirectoryPage,
          }),
        },
        {
          path: 'certificate-types/design',
          lazy: async () => ({
            Component: (await import('./certificates/type-design-page.tsx')).TypeDesignPage,
          }),
        },
        {
          path: 'certificate-types/:type/design',
          lazy: async () => ({
            Component: (await import('./certificates/type-design-page.tsx')).TypeDesignPage,
          }),
        },
        {
          path: 'batches',
          lazy: async () => ({ Component: (await import('./certificates/batches-page.tsx')).BatchesPage }),
        },
        {
          path: 'seals',
          lazy: async () => ({ Component: (await import('./seals/seals-page.tsx')).SealsPage }),
        },
        {
          path: 'seals/apply',
          lazy: async () => ({ Component: (await import('./seals/apply-page.tsx')).SealApplicationPage }),
        },
        {
          path: 'seals/:sealId',
          lazy: async () => ({ Component: (await import('./seals/seal-page.tsx')).SealPage }),
        },
        ...['procedures', 'procedures/:itemId'].map((path) => ({
          path,
          lazy: async () => ({
            Component: (await import('./procedures/procedures-page.tsx')).ProceduresPage,
          }),
        })),
        {
          path: 'absences',
          lazy: async () => ({ Component: (await import('./absences/absences-page.tsx')).AbsencesPage }),
        },
        {
          path: 'information-requests',
          lazy: async () => ({
            Component: (await import('./information/information-page.tsx')).InformationPage,
          }),
        },
        {
          path: 'archive',
          lazy: async () => ({ Component: (await import('./archive/archive-page.tsx')).ArchivePage }),
        },
        { path: '*', element: <PageFault notFound /> },
      ],
    },
  ],
  { basename: '/desk' },
);

export function Desk() {
  return (
    <ConfigProvider
      csp={{ nonce }}
      locale={chinese}
      theme={{ ...deskTheme, token: { ...deskTheme.token, motion: !wantsStillness } }}
      button={{ autoInsertSpace: false }}
      componentSize="middle"
    >
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ConfigProvider>
  );
}
