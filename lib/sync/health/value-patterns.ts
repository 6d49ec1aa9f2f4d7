/** Whether a text as a whole is an e-mail address. */
export function isEmail(text: string): boolean {
  return /^[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){0,4}\.[A-Za-z]{2,24}$/.test(text);
}

/** Whether a text is a phone number with the code of its country; without one too many numbers would look like it. */
export function isInternationalPhone(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '').length;
  return /^(\+|00)\d[\d\s()./-]{6,22}$/.test(text) && digits >= 8 && digits <= 15;
}

/** Whether a text of a field that is named like a phone can be a number. */
export function isLocalPhone(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '').length;
  return /^[\d\s()./+-]{5,24}(\s?(x|ext\.?)\s?\d{1,6})?$/i.test(text) && digits >= 5 && digits <= 20;
}

/** Whether a text is an international bank account number, with the right check digits. */
export function isIban(text: string): boolean {
  const plain = text.replaceAll(' ', '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(plain)) return false;
  const digits = (plain.slice(4) + plain.slice(0, 4)).replaceAll(/[A-Z]/g, (letter) =>
    String((letter.codePointAt(0) ?? 0) - 55),
  );
  return BigInt(digits) % 97n === 1n;
}

/** Whether a text is a number that loses nothing as one: no zeros in front, no more digits than a double keeps. */
export function isNumberText(text: string): boolean {
  return /^-?(0|[1-9]\d{0,14})(\.\d{1,12})?$/.test(text) && text.length <= 17;
}

export function isWholeNumberText(text: string): boolean {
  return /^-?(0|[1-9]\d{0,14})$/.test(text);
}

/** Whether a text is a day of the calendar: `2026-01-31`. */
export function isDateText(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Whether a text looks like a date in an order that only its country knows: `31/01/2026`. */
export function isLocalDateText(text: string): boolean {
  return /^\d{1,2}([./-])\d{1,2}\1(\d{4}|\d{2})$/.test(text);
}
