/**
 * A dialog of the browser's own: it keeps the focus inside, closes by Esc, and needs no style elements, which the
 * style policy would ask a nonce of.
 */
import { type MouseEvent, type ReactNode, useEffect, useId, useRef } from 'react';

interface SheetProps {
  open: boolean;
  title: ReactNode;
  /** Absent: it stays until its question is answered. */
  onClose?: () => void;
  /** At the right edge, beside the page; or in the middle of it. */
  place: 'side' | 'middle';
  children: ReactNode;
}

export function Sheet({ open, title, onClose, place, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  function closed() {
    // A browser may close on a second Esc whatever we say; a question that must be answered comes back.
    if (open && !onClose) dialog.current?.showModal();
    else if (open) onClose?.();
  }
  function pressBeside(event: MouseEvent) {
    if (event.target === dialog.current) onClose?.();
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc does by keyboard what a press beside the dialog does by mouse
    <dialog
      ref={dialog}
      className={`sheet ${place}`}
      aria-labelledby={id}
      onClick={pressBeside}
      onClose={closed}
      onCancel={(event) => {
        if (!onClose) event.preventDefault();
      }}
    >
      {open && (
        <div className="sheet-inside">
          <header>
            <h2 id={id}>{title}</h2>
            {onClose && (
              <button type="button" className="close" onClick={onClose} aria-label="关闭">
                ×
              </button>
            )}
          </header>
          {children}
        </div>
      )}
    </dialog>
  );
}
