/** How a certificate stands: never by colour alone, it has a shape and a word. */
import type { LicenceSummed } from '../server-answers/licences.ts';

const shapes: Record<string, string> = { valid: '●', 'not-yet-valid': '○', suspended: '‖', expired: '▲' };

export function CertificateState({ status, statusLabel }: Pick<LicenceSummed, 'status' | 'statusLabel'>) {
  return (
    <span className={`certificate-state ${status}`}>
      <span aria-hidden="true">{shapes[status] ?? '■'}</span> {statusLabel}
    </span>
  );
}
