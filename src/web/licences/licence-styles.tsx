/** Lifted into the head when the page is rendered. */
export function LicenceStyles() {
  return <link rel="stylesheet" href="/licences/licence.css" precedence="page" />;
}
