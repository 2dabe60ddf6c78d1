/**
 * A printed page as an archive keeps it: its style is inside, and nothing on it asks for the program. `styles` by the
 * address under which pages name them.
 */
export function keptPage(html: string, styles: Readonly<Record<string, string>>): string {
  return html
    .replace(/<link rel="stylesheet" href="([^"]+)"\/?>/g, (_link, href: string) => {
      const style = styles[href];
      if (style === undefined) throw new Error(`the page names a style sheet ${href} that is not kept`);
      return `<style>${style}</style>`;
    })
    .replace(/<script[^>]*><\/script>/g, '')
    .replace(/<nav class="bar".*?<\/nav>/s, '');
}
