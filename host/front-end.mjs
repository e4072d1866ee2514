// Takes from node_modules just what the host serves or draws with:
//   wwwroot/lib/  style sheets, tom-select, the web fonts and one sprite of icons
//   fonts/        the same typeface as small TrueType files, for PDFs
//   words/        the passwords that everybody tries first
// Nothing it writes is committed. It runs before the build, so that the build fingerprints and compresses the files.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, 'node_modules');
const lib = join(here, 'wwwroot', 'lib');
const fonts = join(here, 'fonts');
const words = join(here, 'words');
const toggles = join(here, 'front-end', 'toggles.js');

// Outline icons by Tabler's names; a page shows one with
// <svg class="icon" aria-hidden="true"><use href="/lib/icons.svg#mail"></use></svg>
const icons = `
  adjustments alert-circle alert-triangle arrow-back-up arrow-down arrow-left arrow-right arrow-up arrows-sort ban bell
  book bookmark box briefcase building building-store calculator calendar chart-bar check chevron-down chevron-left
  chevron-right chevron-up circle-check circle-x clipboard-check clipboard-list clock coin columns copy dashboard database
  device-desktop dots dots-vertical download external-link eye eye-off file file-export file-import file-invoice
  file-spreadsheet file-text file-type-pdf filter fingerprint flag git-branch git-compare grip-vertical help history home
  hourglass inbox info-circle key layout-grid link list list-check lock lock-open login logout mail map-pin menu-2 message
  message-circle minus moon note package packages paperclip pencil phone photo plug plus printer puzzle qrcode receipt refresh
  rotate ruler-2 search send settings shield-check shopping-cart sitemap sort-ascending sort-descending star sun table tag
  thumb-down thumb-up tool trash truck-delivery upload user user-check user-plus users versions window world x
`.trim().split(/\s+/);

// What the portal's languages and their neighbours write, with the signs of trade and measure. A smaller set than the
// typeface's own: every letter more is carried by each first visit and by each PDF.
const span = (first, last) => Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)).join('');
const letters = span(0x20, 0x7e) + span(0xa0, 0x17f) + 'ȘșȚțẞ' + span(0x2010, 0x2027) + '\u202f‰′″‹›€™№−×÷≈≠≤≥∞←↑→↓↔✓²³Ω°•';
const family = 'Portal Letter';
const mustHave = 'ąćęłńóśźżĄĆĘŁŃÓŚŹŻěščřžýáíéúůťďňĚŠČŘŽÝÁÍÉÚŮŤĎŇäöüßÄÖÜ0123456789€–—„”“×';

function read(...path) {
  const file = join(modules, ...path);
  if (!existsSync(file)) {
    console.error(`${file} is missing: the front-end packages are not installed whole. Run "npm ci" in ${here}.`);
    process.exit(1);
  }
  return readFileSync(file);
}

function write(folder, name, content) {
  writeFileSync(join(folder, name), content);
  written.push({ name, bytes: content.length, compressed: /\.(woff2)$/.test(name) ? content.length : brotliCompressSync(content).length });
}

/** The code points a TrueType file has glyphs for, and whether its ten figures are of one width. */
function inspect(ttf) {
  const table = tag => {
    for (let i = 0; i < ttf.readUInt16BE(4); i++)
      if (ttf.toString('latin1', 12 + 16 * i, 16 + 16 * i) === tag) return ttf.readUInt32BE(20 + 16 * i);
    throw new Error(`no ${tag} table`);
  };
  const cmap = table('cmap'), hmtx = table('hmtx'), wide = ttf.readUInt16BE(table('hhea') + 34);
  const glyphs = new Map();
  for (let i = 0; i < ttf.readUInt16BE(cmap + 2); i++) {
    const at = cmap + ttf.readUInt32BE(cmap + 8 + 8 * i);
    if (ttf.readUInt16BE(at) !== 4) continue;
    const n = ttf.readUInt16BE(at + 6) / 2;
    for (let s = 0; s < n; s++) {
      const end = ttf.readUInt16BE(at + 14 + 2 * s), start = ttf.readUInt16BE(at + 16 + 2 * (n + s));
      const delta = ttf.readUInt16BE(at + 16 + 2 * (2 * n + s)), offsetAt = at + 16 + 2 * (3 * n + s);
      const offset = ttf.readUInt16BE(offsetAt);
      for (let c = start; c <= end && c !== 0xffff; c++) {
        const raw = offset === 0 ? c : ttf.readUInt16BE(offsetAt + offset + 2 * (c - start));
        const glyph = raw === 0 ? 0 : (raw + delta) & 0xffff;
        if (glyph !== 0) glyphs.set(c, glyph);
      }
    }
  }
  const width = glyph => ttf.readUInt16BE(hmtx + 4 * Math.min(glyph, wide - 1));
  const figures = new Set([...'0123456789'].map(d => width(glyphs.get(d.codePointAt(0)) ?? 0)));
  return { glyphs, tabular: figures.size === 1 };
}

/**
 * The licence reserves the name Plex for the typeface as its makers publish it, and a subset is a changed one. The new
 * names are as long as the old, so that no offset in the name table moves.
 */
function rename(font) {
  const wide = text => Buffer.from(text, 'utf16le').swap16();
  for (const [from, to] of [['IBM Plex Sans', family], ['IBMPlexSans', 'PortalLettr']]) {
    for (let at = font.indexOf(wide(from)); at >= 0; at = font.indexOf(wide(from), at)) wide(to).copy(font, at);
    for (let at = font.indexOf(from, 0, 'latin1'); at >= 0; at = font.indexOf(from, at, 'latin1')) font.write(to, at, 'latin1');
  }
  return font;
}

/** The rules of a style sheet whose selector passes the test; a group such as @media keeps only those inside it. */
function rulesWhere(css, wanted) {
  let out = '', i = 0;
  while (i < css.length) {
    const open = css.indexOf('{', i);
    if (open < 0) break;
    let depth = 1, end = open + 1;
    for (; depth > 0; end++) depth += css[end] === '{' ? 1 : css[end] === '}' ? -1 : 0;
    const head = css.slice(i, open).trim(), body = css.slice(open + 1, end - 1);
    if (head.startsWith('@')) {
      const inner = rulesWhere(body, wanted);
      if (inner) out += `${head}{${inner}}`;
    } else if (wanted(head)) {
      out += `${head}{${body}}`;
    }
    i = end;
  }
  return out;
}

const withoutMap = css => css.toString('utf8').replace(/\/\*# sourceMappingURL=.*?\*\/\s*$/, '').replace(/^\/\/# sourceMappingURL=.*$/m, '').trim();

// A second start takes no time: the outputs answer to this script, its companion and the locked versions.
const recipe = createHash('sha256');
for (const file of [fileURLToPath(import.meta.url), toggles, join(here, 'package-lock.json')]) recipe.update(readFileSync(file));
const stamp = recipe.digest('hex'), stampFile = join(lib, '.made');
if (existsSync(stampFile) && existsSync(fonts) && existsSync(words) && readFileSync(stampFile, 'utf8') === stamp && !process.argv.includes('--force')) {
  process.exit(0);
}

const written = [];
rmSync(lib, { recursive: true, force: true });
rmSync(fonts, { recursive: true, force: true });
mkdirSync(lib, { recursive: true });
mkdirSync(fonts, { recursive: true });
mkdirSync(words, { recursive: true });

// --- typeface: a subset of IBM Plex Sans, whose plain figures already are of one width, on screen and in PDFs alike
read('subset-font', 'package.json');
const subset = (await import('subset-font')).default;
const ttfPackage = ['@expo-google-fonts', 'ibm-plex-sans'];
for (const [folder, name] of [['400Regular', 'Regular'], ['700Bold', 'Bold']]) {
  const whole = read(...ttfPackage, folder, `IBMPlexSans_${folder}.ttf`);
  // PDFs are drawn without a shaping engine, so substitution tables and hints would only be ballast in them.
  const small = rename(Buffer.from(await subset(whole, letters, { targetFormat: 'truetype', noHinting: true, noLayoutClosure: true, dropTables: ['GSUB', 'GDEF'] })));
  const { glyphs, tabular } = inspect(small);
  const missing = [...mustHave].filter(c => !glyphs.has(c.codePointAt(0)));
  if (missing.length > 0 || !tabular) {
    console.error(`IBM Plex Sans ${name} ${missing.length > 0 ? `lacks ${missing.join(' ')}` : 'has figures of unequal width'}: PDFs would come out wrong. Choose another version of the font package.`);
    process.exit(1);
  }
  write(fonts, `PortalLetter-${name}.ttf`, small);
}
write(fonts, 'LICENSE.txt', read(...ttfPackage, 'LICENSE_FONT'));

let faces = '';
for (const part of ['latin', 'latin-ext']) {
  const css = read('@fontsource-variable', 'ibm-plex-sans', 'index.css').toString('utf8');
  const range = css.match(new RegExp(`ibm-plex-sans-${part}-wght-normal\\.woff2[^}]*?unicode-range:\\s*([^;}]+)`))?.[1].trim();
  const whole = read('@fontsource-variable', 'ibm-plex-sans', 'files', `ibm-plex-sans-${part}-wght-normal.woff2`);
  const plain = rename(Buffer.from(await subset(whole, letters, { targetFormat: 'truetype', noHinting: true, noLayoutClosure: true, variationAxes: { wght: { min: 400, max: 700 } } })));
  const small = Buffer.from(await subset(plain, undefined, { targetFormat: 'woff2', keepAllGlyphs: true }));
  // The name carries the content's hash, as the style sheet's own address does not cover what it links to.
  const name = `portal-letter-${part}.${createHash('sha256').update(small).digest('hex').slice(0, 8)}.woff2`;
  write(lib, name, small);
  faces += `@font-face{font-family:"${family}";font-style:normal;font-display:swap;font-weight:400 700;src:url("${name}") format("woff2");${range ? `unicode-range:${range.replace(/\s+/g, '')}` : ''}}`;
}
faces += `:root{--tblr-font-sans-serif:"${family}",system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}`;

// --- common passwords, in lower case; shorter ones than four signs are looked for nowhere
const common = createRequire(import.meta.url)('@zxcvbn-ts/language-common').dictionary.passwords.map(word => word.toLowerCase()).filter(word => word.length > 3);
if (!['password', 'qwerty', 'haslo', 'heslo', 'passwort'].every(word => common.includes(word))) {
  console.error('The list of common passwords is not what was expected. Choose another version of @zxcvbn-ts/language-common.');
  process.exit(1);
}
write(words, 'passwords.txt', Buffer.from([...new Set(common)].join('\n') + '\n'));

// --- Tabler, with the typeface in the same file: one request before the first paint
const tabler = withoutMap(read('@tabler', 'core', 'dist', 'css', 'tabler.min.css'));
write(lib, 'tabler.css', Buffer.from(`${tabler}\n${faces}\n`));
write(lib, 'toggles.js', readFileSync(toggles));

// --- tom-select, for pages with long choices only; its Bootstrap style reads Tabler's colours, so that dark mode holds
const choice = withoutMap(read('tom-select', 'dist', 'css', 'tom-select.bootstrap5.min.css')).replaceAll('--bs-', '--tblr-');
const vendors = withoutMap(read('@tabler', 'core', 'dist', 'css', 'tabler-vendors.min.css')).replace(/^@charset[^;]*;/, '').replace(/\/\*[\s\S]*?\*\//g, '');
write(lib, 'tom-select.css', Buffer.from(`${choice}\n${rulesWhere(vendors, s => /\.ts-|\.plugin-/.test(s))}\n`));
write(lib, 'tom-select.js', Buffer.from(withoutMap(read('tom-select', 'dist', 'js', 'tom-select.popular.min.js')) + '\n'));

// --- icons: strokes take the colour of the text around them
const symbols = icons.map(name => {
  const svg = read('@tabler', 'icons', 'icons', 'outline', `${name}.svg`).toString('utf8');
  const shapes = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'))
    .replace(/<path[^>]*d="M0 0h24v24H0z"[^>]*\/>/, '').replace(/\s+/g, ' ').replace(/ \/>/g, '/>').replace(/> </g, '><').trim();
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`;
});
write(lib, 'icons.svg', Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`));

write(lib, 'LICENSES.txt', Buffer.from([
  ['Tabler', read('@tabler', 'icons', 'LICENSE')],
  ['Tom Select', read('tom-select', 'LICENSE')],
  ['Common passwords', read('@zxcvbn-ts', 'language-common', 'LICENSE.txt')],
  ['Portal Letter, a subset of IBM Plex Sans', read(...ttfPackage, 'LICENSE_FONT')],
].map(([what, text]) => `==== ${what} ====\n\n${text.toString('utf8').trim()}\n`).join('\n')));
writeFileSync(stampFile, stamp);

for (const { name, bytes, compressed } of written) {
  console.log(`  ${name.padEnd(40)} ${(bytes / 1024).toFixed(1).padStart(7)} KB, ${(compressed / 1024).toFixed(1).padStart(5)} KB compressed`);
}
