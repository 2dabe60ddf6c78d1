/** Pages of certificates: the wallet, one certificate, the code that is shown, and what a stranger sees. */
import type { FastifyInstance } from 'fastify';
import type { Portal } from '../portal/portal-sources.ts';
import { licencePageRoutes as onePageRoutes } from './licence-page.tsx';
import { scanPageRoutes } from './scan-pages.tsx';
import { showPageRoutes } from './show-page.tsx';
import { verifyPageRoutes } from './verify-page.tsx';
import { viewsPageRoutes } from './views-page.tsx';
import { walletRoutes } from './wallet-page.tsx';

export function licencePageRoutes(app: FastifyInstance, portal: Portal): void {
  for (const declareRoutes of [
    walletRoutes,
    onePageRoutes,
    showPageRoutes,
    viewsPageRoutes,
    scanPageRoutes,
    verifyPageRoutes,
  ]) {
    declareRoutes(app, portal);
  }
}
