const sensitiveName =
  /token|secret|password|passwd|pwd|cookie|credential|signature|authorization|api[-_]?key|(^|[-_.])(key|auth|sig)([-_.]|$)/i;

/** True for the name of a header, parameter, field or variable that usually carries a secret. */
export function isSensitiveName(name: string): boolean {
  return sensitiveName.test(name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2'));
}
