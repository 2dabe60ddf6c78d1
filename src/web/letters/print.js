// Without this file the browser's own print command does the same.
for (const button of document.querySelectorAll('[data-print]')) {
  // The page that shows a letter in a frame has a button of its own.
  button.hidden = self !== top;
  button.addEventListener('click', () => print());
}
