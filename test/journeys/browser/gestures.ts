/** What people at the desk do again and again. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

const farthest = 80;

/** Goes there by the Tab key, as somebody without a mouse does; a place that cannot be reached fails. */
export async function tabTo(page: Page, place: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await place.waitFor();
  for (let pressed = 0; pressed < farthest; pressed++) {
    if (await isFocused(place)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${place} was not reached by ${farthest} times ${key}`);
}

export function isFocused(place: Locator): Promise<boolean> {
  return place.evaluate((element) => element === document.activeElement);
}

/** The digit that stands on the button of a step. */
export async function keyOf(page: Page, step: string): Promise<string> {
  return (await offer(page, step).locator('kbd').innerText()).trim();
}

export async function chooseStep(page: Page, step: string): Promise<void> {
  await offer(page, step).click();
  await page.locator('.step-form').waitFor();
}

/** Presses the form's button, and presses it again where the desk asks to read once more. */
export async function sayAgain(page: Page, step: string): Promise<void> {
  const form = page.locator('.step-form');
  await form.locator('button[type=submit]').click();
  const confirm = page.getByRole('button', { name: new RegExp(`^确认.*${step}`) });
  await expect
    .poll(async () => (await confirm.isVisible()) || !(await form.isVisible()), { timeout: 15_000 })
    .toBe(true);
  if (await confirm.isVisible()) await confirm.click();
  await form.waitFor({ state: 'hidden' });
}

/** A step that asks for nothing that must be filled in but why gaps are accepted. */
export async function takeStep(page: Page, step: string): Promise<void> {
  await chooseStep(page, step);
  const why = page.getByLabel(/^材料没有交齐/);
  if (await why.isVisible()) await why.fill('原件已经当场核对。');
  await sayAgain(page, step);
}

function offer(page: Page, step: string): Locator {
  return page.locator('.offers').getByRole('button', { name: new RegExp(`^${step}`) });
}

/** One empty page, whole enough for any reader. */
export function pdf(name: string): { name: string; mimeType: string; buffer: Buffer } {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return { name, mimeType: 'application/pdf', buffer: Buffer.from(text, 'latin1') };
}
