/** What pages refer to: fonts in PublicRes.xml, pictures in DocumentRes.xml; the files lie in Res/. */
import { escapeXml } from '../escape-xml.ts';
import type { Picture } from '../page/drawn.ts';
import type { Fonts } from './page-content.ts';

const resources = (content: string) =>
  `<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016" BaseLoc="Res">${content}</ofd:Res>`;

export function publicResources(fonts: Fonts): string {
  const listed = [...fonts.values()].map(
    ({ id, face, fontName }) =>
      `<ofd:Font ID="${id}" FontName="${escapeXml(fontName)}" FamilyName="${escapeXml(face.family)}"><ofd:FontFile>font_${id}.ttf</ofd:FontFile></ofd:Font>`,
  );
  return resources(listed.length > 0 ? `<ofd:Fonts>${listed.join('')}</ofd:Fonts>` : '');
}

export function pictureResources(pictureIds: ReadonlyMap<Picture, number>): string {
  const listed = [...pictureIds].map(
    ([{ format }, id]) =>
      `<ofd:MultiMedia ID="${id}" Type="Image" Format="${format.toUpperCase()}"><ofd:MediaFile>picture_${id}.${format}</ofd:MediaFile></ofd:MultiMedia>`,
  );
  return resources(`<ofd:MultiMedias>${listed.join('')}</ofd:MultiMedias>`);
}
