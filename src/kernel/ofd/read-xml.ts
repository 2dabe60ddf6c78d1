/**
 * XML of a package as a small tree. No entities but the five of XML itself, no document types, no endless nesting: what
 * comes from strangers must cost what it weighs. Names are compared without their prefix, since some writers use a
 * default namespace instead of `ofd:`.
 */
import { SaxesParser } from 'saxes';

export interface XmlElement {
  /** Without prefix. */
  name: string;
  namespace: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
  /** Of the element itself, joined, without the white space around it. */
  text: string;
}

export const ofdNamespace = 'http://www.ofdspec.org/2016';

const deepest = 64;
export const mostElements = 60_000;

/** The bytes are no XML that is read here. */
export class XmlFault extends Error {
  override readonly name = 'XmlFault';
}

/** A byte order mark at the beginning is passed over. `left.elements`: how many more may be read; it is counted down. */
export function readXml(bytes: Uint8Array, left = { elements: mostElements }): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const open: (XmlElement & { pieces: string[] })[] = [];
  let root: XmlElement | undefined;
  parser.on('error', (error) => {
    throw new XmlFault(error.message);
  });
  parser.on('doctype', () => {
    throw new XmlFault('a document type is not allowed here');
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    left.elements -= 1;
    if (open.length >= deepest || left.elements < 0) throw new XmlFault('too large or nested too deep');
    const element = {
      name: local,
      namespace: uri,
      attributes: new Map(Object.values(attributes).map((attribute) => [attribute.local, attribute.value])),
      children: [],
      text: '',
      pieces: [],
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const hear = (text: string) => open.at(-1)?.pieces.push(text);
  parser.on('text', hear);
  parser.on('cdata', hear);
  parser.on('closetag', () => {
    const closed = open.pop();
    if (closed) closed.text = closed.pieces.join('').trim();
  });
  parser.write(decode(bytes)).close();
  if (!root) throw new XmlFault('no element');
  return root;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new XmlFault('not UTF-8');
  }
}

export function childrenNamed({ children }: XmlElement, name: string): XmlElement[] {
  return children.filter((child) => child.name === name);
}

export function childNamed({ children }: XmlElement, name: string): XmlElement | undefined {
  return children.find((child) => child.name === name);
}

/** All elements below, whatever their depth. */
export function* descendantsOf(element: XmlElement): Generator<XmlElement> {
  for (const child of element.children) {
    yield child;
    yield* descendantsOf(child);
  }
}
