// Comfort only: every page reads and submits without this file.

// After a refusal the list of what to mend takes the focus, so that it is read out first.
document.querySelector('[data-focus]')?.focus();

// Questions that depend on an answer of the same page appear as soon as it is given.
for (const dependent of document.querySelectorAll('[data-when]')) {
  const form = dependent.closest('form');
  const [name, wanted] = dependent.dataset.when.split('=');
  const values = wanted.split(',');
  const asked = form.elements.namedItem('_asked');
  const key = dependent.dataset.field;
  const update = () => {
    const given = [...form.elements].filter(
      (one) =>
        one.name === name && !one.closest('[hidden]') && (one.checked || !/radio|checkbox/.test(one.type)),
    );
    const show = given.some((one) => values.includes(one.value));
    dependent.hidden = !show;
    const names = new Set(asked.value.split(' ').filter(Boolean));
    if (show) names.add(key);
    else names.delete(key);
    asked.value = [...names].join(' ');
  };
  form.addEventListener('change', update);
  update();
}

// A file that is too large is told before it travels.
const largest = 20 * 1024 * 1024;
for (const input of document.querySelectorAll('input[type=file]')) {
  input.addEventListener('change', () => {
    const tooLarge = [...input.files].find((file) => file.size > largest);
    input.setCustomValidity(tooLarge ? `“${tooLarge.name}”超过 20 MB，请压缩或拆开后再选。` : '');
    input.reportValidity();
  });
}

// A form is sent once; the button says that it is under way.
for (const form of document.querySelectorAll('form[method=post]')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = 'yes';
    const { submitter } = event;
    if (submitter?.dataset.sending) submitter.textContent = submitter.dataset.sending;
    setTimeout(() => delete form.dataset.sent, 8000);
  });
}
addEventListener('pageshow', () => {
  for (const form of document.forms) delete form.dataset.sent;
});

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}

// A code that is shown counts down, and is made anew when it has run out while it is looked at.
for (const shown of document.querySelectorAll('[data-expires]')) {
  const left = shown.querySelector('[data-left]');
  const end = performance.now() + Number(shown.dataset.expires) * 1000;
  shown.querySelector('[data-steady]').hidden = true;
  left.hidden = false;
  const count = () => {
    const seconds = Math.ceil((end - performance.now()) / 1000);
    left.textContent = seconds > 0 ? `${seconds} 秒后自动刷新` : '正在刷新…';
    if (seconds > 0) setTimeout(count, 1000);
    else if (document.visibilityState === 'visible') location.reload();
    else document.addEventListener('visibilitychange', () => location.reload(), { once: true });
  };
  count();
}
