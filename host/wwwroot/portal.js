// What makes pages lively; without it everything essential still works. Listeners sit on the document, so that pages
// swapped in by enhanced navigation need none of their own; what depends on a page's content is done in prepare().
const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const on = (type, handler, capture = false) => document.addEventListener(type, handler, capture);
const closest = (event, selector) => event.target instanceof Element ? event.target.closest(selector) : null;
const words = name => one('#announce')?.dataset[name] ?? '';
const typing = element => element?.matches?.('input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]') ?? false;

function announce(text) {
  const region = one('#announce');
  if (!region) return;
  region.textContent = '';
  // Said anew even when the words are the same.
  setTimeout(() => { region.textContent = text; }, 60);
}

async function fetchPage() {
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' }, cache: 'no-store' });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}

// --- passkeys: the browser is asked before the form is sent with its answer
on('submit', async event => {
  const form = closest(event, 'form[data-passkey]');
  if (!form || form.elements.Credential.value) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!form.reportValidity()) return;
  try {
    const question = await (await fetch(form.dataset.passkey, { cache: 'no-store' })).json();
    const answer = question.options.user
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(question.options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(question.options) });
    form.elements.Credential.value = JSON.stringify(answer.toJSON());
    form.elements.State.value = question.state;
    form.requestSubmit();
  } catch {
    one('.alert', form)?.remove();
    form.insertAdjacentHTML('afterbegin', '<div class="alert alert-danger" role="alert"></div>');
    one('.alert', form).textContent = form.dataset.failed;
  }
}, true);

// --- parts that follow the server
let page;
/** Several parts told at once share one fetch. */
const freshPage = () => page ??= new Promise(resolve => setTimeout(resolve, 150)).then(() => { const fetched = fetchPage(); page = undefined; return fetched; });
// A form that came back with what to mend holds what was typed as its own values.
const unsaved = root => one('form > .alert-danger', root) !== null || all('input, textarea, select', root).some(field =>
  field.type === 'checkbox' || field.type === 'radio' ? field.checked !== field.defaultChecked
    : field.tagName === 'SELECT' ? false : field.type !== 'hidden' && field.value !== field.defaultValue);

class Live extends HTMLElement {
  connectedCallback() {
    this.pause = 1000;
    this.watch = () => document.hidden ? this.close() : this.open(true);
    document.addEventListener('visibilitychange', this.watch);
    this.addEventListener('focusout', () => { if (this.late) setTimeout(() => this.refresh()); });
    if (!document.hidden) this.open();
  }

  disconnectedCallback() {
    document.removeEventListener('visibilitychange', this.watch);
    this.close();
  }

  close() {
    clearTimeout(this.timer);
    clearTimeout(this.due);
    this.source?.close();
    this.source = undefined;
  }

  // Hidden tabs hold no line: a browser allows only a few to one server.
  open(missed = false) {
    this.close();
    if (!this.isConnected) return;
    if (missed) this.refresh();
    this.source = new EventSource(this.dataset.address);
    this.source.onopen = () => { this.pause = 1000; };
    this.source.onmessage = event => {
      // Where many wait for the same, the server says over how many milliseconds they spread.
      clearTimeout(this.due);
      this.due = setTimeout(() => this.refresh(), Math.random() * (Number(event.data.split('\n')[1]) || 0));
    };
    this.source.onerror = () => {
      this.close();
      this.timer = setTimeout(() => this.open(true), this.pause * (1 + Math.random() / 2));
      this.pause = Math.min(this.pause * 2, 60000);
    };
  }

  async refresh() {
    this.late = typing(this.contains(document.activeElement) ? document.activeElement : null) || unsaved(this);
    if (this.late) return;
    const address = location.href;
    const fetched = await freshPage().catch(() => null);
    const fresh = fetched && one(`portal-live#${CSS.escape(this.id)}`, fetched);
    if (!fresh || !this.isConnected || address !== location.href) return;
    if (typing(this.contains(document.activeElement) ? document.activeElement : null) || unsaved(this)) { this.late = true; return; }
    this.dataset.address = fresh.dataset.address;
    if (bare(fresh) === bare(this)) return;
    const open = all('details', this).map(part => part.open);
    const links = all('a, button', this), focused = links.indexOf(document.activeElement);
    // Copied, not moved: the fetched page is shared, and who comes second must not find it empty.
    this.replaceChildren(...document.importNode(fresh, true).childNodes);
    all('details', this).forEach((part, i) => { part.open = open[i] ?? part.open; });
    if (focused >= 0) all('a, button', this)[focused]?.focus();
    prepare();
    announce(this.dataset.changed ?? words('changed'));
  }
}
/** The part's text and addresses; tokens and keys of forms differ each time and mean nothing. */
const bare = part => part.textContent.replace(/\s+/g, ' ') + all('a, img', part).map(item => item.getAttribute('href') ?? item.getAttribute('src')).join();

// --- a signature drawn with finger, pen or mouse: the path of an SVG, 400 by 140, posted beside the typed name
class SignaturePad extends HTMLElement {
  // Found anew each time and listened for here: enhanced navigation may put others in their place.
  connectedCallback() {
    this.onpointerdown = event => {
      const pad = closest(event, '.pad');
      if (!pad || event.button !== 0 || this.drawn.length > 19000) return;
      event.preventDefault();
      pad.setPointerCapture(event.pointerId);
      const from = this.place(event);
      this.drawn += `M${from}L${from}`;
    };
    this.onpointermove = event => {
      if (one('.pad', this).hasPointerCapture(event.pointerId) && this.drawn.length < 19900) this.drawn += `L${this.place(event)}`;
    };
    this.onclick = event => { if (closest(event, '[data-clear]')) this.drawn = ''; };
  }

  get drawn() { return one('input', this).value; }

  set drawn(path) {
    one('input', this).value = path;
    one('path', this).setAttribute('d', path);
  }

  place(event) {
    const box = one('.pad', this).getBoundingClientRect();
    const within = (value, most) => Math.round(Math.min(Math.max(value, 0), 1) * most);
    return `${within((event.clientX - box.left) / box.width, 400)} ${within((event.clientY - box.top) / box.height, 140)}`;
  }
}

// --- drafts saved as they are typed
const drafts = new WeakMap();
const draftOf = form => { if (!drafts.has(form)) drafts.set(form, { pause: 2000 }); return drafts.get(form); };
const idOf = (form, field) => `${form.dataset.name}-${field}`.replace(/[/.[]/g, '-').replaceAll(']', '');
// What could not be saved stays in this browser, whatever becomes of tab and session; it is given back to its writer alone.
const copyKey = form => `draft:${form.dataset.draft}`;
const keepCopy = (form, body, sent = false) => {
  try {
    localStorage.setItem(copyKey(form), JSON.stringify({ person: form.dataset.person ?? '', at: form.dataset.at, sent, values: [...body].filter(([name, value]) => !name.startsWith('_') && typeof value === 'string') }));
  } catch { /* no room: the form itself still has it */ }
};
const dropCopies = which => { for (const key of Object.keys(localStorage)) if (key.startsWith('draft:') && which(key)) localStorage.removeItem(key); };

function bodyOf(form) {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  return data;
}

function typed(form) {
  const draft = draftOf(form);
  draft.dirty = true;
  clearTimeout(draft.timer);
  draft.timer = setTimeout(() => save(form), 700);
}

async function save(form, last = false) {
  const draft = draftOf(form), address = form.dataset.draft;
  clearTimeout(draft.timer);
  if (!draft.dirty || !address || (draft.busy && !last)) return;
  draft.dirty = false;
  draft.busy = true;
  let done;
  const saving = draft.saving = new Promise(resolve => { done = resolve; });
  const body = bodyOf(form);
  try {
    const answer = await fetch(address, { method: 'POST', body, headers: { Accept: 'application/json' }, keepalive: last });
    if (answer.status === 404 || answer.status === 409) {
      // Nothing can be saved here any more; what was typed stays on the page.
      const { over } = await answer.json();
      keepCopy(form, body);
      say(form, over ?? form.dataset.unsaved ?? '', true);
      return;
    }
    if (answer.status === 400) await freshToken(form);
    if (!answer.ok || answer.redirected) throw Object.assign(new Error(String(answer.status)), { signedOut: answer.status === 401 || answer.redirected });
    const result = await answer.json();
    if (result.saved) localStorage.removeItem(`draft:${address}`);
    else { keepCopy(form, body); say(form, form.dataset.unsaved ?? '', true); }
    if (result.at) form.dataset.at = result.at;
    draft.pause = 2000;
    if (form.isConnected && form.dataset.draft === address) show(form, result, draft.dirty);
  } catch (error) {
    keepCopy(form, body);
    if (form.dataset.draft === address) {
      draft.dirty = true;
      say(form, (error.signedOut && form.dataset.signedOut) || form.dataset.unsaved || '', true, error.signedOut ? form.dataset.signIn : undefined);
      draft.timer = setTimeout(() => save(form), draft.pause);
      draft.pause = Math.min(draft.pause * 2, 30000);
    }
    return;
  } finally {
    draft.busy = false;
    if (draft.saving === saving) draft.saving = undefined;
    done();
  }
  if (draft.dirty) typed(form);
}

const near = (form, selector) => one(selector, form) ?? one(selector);
function say(form, text, failed = false, signIn = undefined) {
  const place = near(form, '[data-saved]');
  if (!place) return;
  if (failed && !place.classList.contains('failed')) announce(text);
  place.textContent = text;
  place.classList.toggle('failed', failed);
  if (!signIn) return;
  const link = Object.assign(make('a', signIn), { href: `/sign-in?back=${encodeURIComponent(location.pathname)}` });
  link.dataset.enhanceNav = 'false';
  place.append(' ', link);
}

/** A form outlives its token when somebody signed in anew meanwhile. */
async function freshToken(form) {
  const name = '__RequestVerificationToken', fetched = await fetchPage().catch(() => null);
  const token = fetched && one(`form[data-draft] [name=${name}]`, fetched)?.value, own = one(`[name=${name}]`, form);
  if (token && own) own.value = token;
}

function show(form, result, typedSince) {
  if (result.saved) say(form, form.dataset.savedText?.replace('{0}', result.saved) ?? result.saved);
  const facts = near(form, '[data-facts]');
  if (facts && result.facts) facts.replaceChildren(...result.facts.flatMap(({ label, value }) => [make('dt', label), make('dd', value)]));
  const matrix = near(form, '[data-matrix]');
  if (matrix && typeof result.matrix === 'string') matrix.innerHTML = result.matrix;
  const cells = near(form, '[data-cells]');
  if (cells && result.cells !== undefined && cells.dataset.cells !== result.cells) renew(form, cells);
  if (result.count) for (const place of all('[data-cell-count]', form)) place.textContent = result.count;
  const seen = one('[name=base]', form);
  if (seen && result.base) seen.value = result.base;
  const others = one('[data-others]', form);
  if (others && result.others) {
    if (others.hidden) announce(result.others);
    one('[data-others-text]', others).textContent = result.others;
    others.hidden = false;
  }
  // A judgement of older text would only confuse.
  if (!result.problems || typedSince) return;
  for (const error of all('.field-error', form)) error.remove();
  for (const field of all('.is-invalid, [aria-invalid]', form)) { field.classList.remove('is-invalid'); field.removeAttribute('aria-invalid'); }
  for (const { field, message, isHint, suggestion } of result.problems) {
    const id = idOf(form, field), input = document.getElementById(id), error = make('div', message, isHint ? 'field-error hint' : 'field-error');
    if (!input) continue;
    error.id = `${id}-error`;
    if (suggestion) {
      const button = make('button', suggestion.label, 'btn btn-sm');
      Object.assign(button, { type: 'button' }).dataset.set = idOf(form, suggestion.field);
      button.dataset.value = suggestion.value;
      error.append(button);
    }
    (input.closest('.field') ?? input.parentElement).append(error);
    for (const part of input.matches('input, select, textarea') ? [input] : all('input, select, textarea', input)) {
      if (!isHint) { part.classList.add('is-invalid'); part.setAttribute('aria-invalid', 'true'); }
      part.setAttribute('aria-describedby', [...new Set([...(part.getAttribute('aria-describedby') ?? '').split(' '), error.id])].join(' ').trim());
    }
  }
}

/** What the server draws of the draft besides its fields. Ticks set meanwhile are not overwritten: the next save draws anew. */
async function renew(form, part) {
  const fetched = await fetchPage().catch(() => null), fresh = fetched && one('[data-cells]', fetched);
  if (!fresh || !part.isConnected || draftOf(form).dirty) return;
  const focused = part.contains(document.activeElement) ? document.activeElement.value : undefined;
  const placed = document.importNode(fresh, true);
  part.replaceWith(placed);
  if (focused) all('input', placed).find(input => input.value === focused)?.focus();
}

function make(tag, text, className = '') {
  return Object.assign(document.createElement(tag), { textContent: text, className });
}

/** Fields by name, in order, so that repeated names get their own values back; with what their writer had seen, so that a colleague's work is not undone. */
function restore(form) {
  if (draftOf(form).restored) return;
  let kept;
  try { kept = JSON.parse(localStorage.getItem(copyKey(form))); } catch { /* another program's */ }
  if (!kept?.values || kept.person !== (form.dataset.person ?? '')) return;
  draftOf(form).restored = true;
  // What was sent has arrived if the page answers it, or the draft is no longer as it was then.
  if (kept.sent && ('posted' in form.dataset || kept.at !== form.dataset.at)) { localStorage.removeItem(copyKey(form)); return; }
  const { values } = kept, shown = values.find(([name]) => name === 'shown')?.[1].split(' ') ?? [];
  for (const field of all('input:not([type=hidden]), textarea, select, [name=base]', form).filter(field => field.name && !field.name.startsWith('_'))) {
    if (field.type === 'file' || field.type === 'password') continue;
    const box = field.type === 'checkbox' || field.type === 'radio';
    const at = values.findIndex(([name, value]) => name === field.name && (!box || value === field.value));
    if (box && (field.name !== 'cell' || shown.includes(field.value))) field.checked = at >= 0;
    else if (box) continue;
    else if (at >= 0) field.value = values.splice(at, 1)[0][1];
  }
  typed(form);
  if (form.dataset.restored) say(form, form.dataset.restored);
}

const saveAll = last => all('form[data-draft]').forEach(form => save(form, last));
on('input', event => { const form = event.target.form; if (form?.matches('[data-draft]')) typed(form); });
on('change', event => { const form = event.target.form; if (form?.matches('[data-draft]')) typed(form); });
on('visibilitychange', () => { if (document.hidden) saveAll(true); });
addEventListener('pagehide', () => saveAll(true));
// Enhanced navigation hides no page, and turns this form's fields into another's.
on('click', event => { if (closest(event, 'a[href]')) saveAll(true); }, true);
on('click', event => {
  const button = closest(event, '[data-set]'), field = button && document.getElementById(button.dataset.set);
  if (!field) return;
  event.preventDefault();
  field.value = button.dataset.value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.focus();
});

// --- fields that depend on others: data-when="name=value|other", "name!=value", several parted by ";"
function sift(form) {
  // A field that goes may take another with it that comes before it.
  for (let round = 0, changed = true; changed && round < 5; round++) {
    changed = false;
    const data = new FormData(form);
    for (const part of all('[data-when]', form)) {
      const shown = !part.parentElement.closest('[data-when][hidden]') && part.dataset.when.split(';').every(rule => {
        const [, name, not, values] = rule.match(/^\s*(.+?)(!?)=(.*)$/) ?? [];
        return values.split('|').some(value => data.getAll(name).at(-1) === value) !== (not === '!');
      });
      if (part.hidden === shown) changed = true;
      part.hidden = !shown;
      for (const field of [part, ...all('input, select, textarea, button', part)].filter(field => 'disabled' in field)) {
        if (!shown && !field.disabled) { field.disabled = true; field.dataset.sifted = ''; }
        else if (shown && 'sifted' in field.dataset && !field.closest('[hidden]')) { field.disabled = false; delete field.dataset.sifted; }
      }
    }
  }
}
for (const type of ['input', 'change']) on(type, event => { const form = event.target.form; if (form?.matches('[data-visible]')) sift(form); });

// --- forms: one submission at a time, uploads with progress, entries added without a jump
let keptScroll;
on('submit', event => {
  const form = event.target;
  if (form.action.endsWith('/sign-out')) { sessionStorage.clear(); dropCopies(() => true); }
  if (form.matches('[data-upload]')) { event.preventDefault(); event.stopImmediatePropagation(); upload(form); return; }
  if (form.method !== 'post') return;
  if (form.getAttribute('aria-busy') === 'true') { event.preventDefault(); event.stopImmediatePropagation(); return; }
  const draft = draftOf(form), { submitter } = event;
  // The draft on its way is waited for: two writers of one record would only find each other in the way.
  if (draft.saving) { event.preventDefault(); event.stopImmediatePropagation(); draft.saving.then(() => form.isConnected && form.requestSubmit(submitter)); return; }
  clearTimeout(draft.timer);
  draft.dirty = false;
  // Should the session have ended, the way leads to the sign-in and back here.
  if (form.dataset.draft) keepCopy(form, bodyOf(form), true);
  keptScroll = event.submitter?.matches('[data-add], [data-remove]') ? scrollY : undefined;
  // Not disabled: that would take the focus and the pressed button's value. The new page comes without the mark.
  form.setAttribute('aria-busy', 'true');
  setTimeout(() => form.removeAttribute('aria-busy'), 15000);
}, true);
addEventListener('pageshow', () => all('form[aria-busy]').forEach(form => form.removeAttribute('aria-busy')));

function upload(form) {
  const place = one('.file-progress', form), input = one('input[type=file]', form);
  if (form.getAttribute('aria-busy') === 'true' || !input?.files.length) { input?.focus(); return; }
  const name = [...input.files].map(file => file.name).join(', '), large = [...input.files].find(file => file.size > Number(form.dataset.most || Infinity));
  const bar = Object.assign(document.createElement('progress'), { max: 100, value: 0 }), label = make('span', `${name} – 0 %`);
  bar.setAttribute('aria-label', name);
  place.replaceChildren(label, bar);
  form.setAttribute('aria-busy', 'true');
  const fail = problem => { form.removeAttribute('aria-busy'); place.replaceChildren(make('div', problem || words('uploadFailed'), 'field-error')); };
  // Said before minutes are spent on sending what will be refused.
  if (large) { fail(form.dataset.tooLarge?.replace('{0}', large.name)); return; }
  const request = new XMLHttpRequest();
  request.open('POST', form.action);
  request.setRequestHeader('Accept', 'application/json');
  request.upload.onprogress = event => {
    const percent = event.lengthComputable ? Math.floor(100 * event.loaded / event.total) : 0;
    bar.value = percent;
    // The region is read aloud: by tens is often enough.
    if (percent % 10 === 0 || percent > 97) label.textContent = `${name} – ${percent} %`;
  };
  request.onerror = () => fail();
  request.onload = async () => {
    if (request.status >= 400) {
      let problem;
      try { ({ problem } = JSON.parse(request.responseText)); } catch { /* no words from the server */ }
      fail(problem);
      return;
    }
    const part = form.closest('.files'), at = all('.files').indexOf(part);
    try {
      // Only the list is taken anew, so that nothing typed elsewhere on the page is lost.
      part.replaceWith(all('.files', await fetchPage())[at]);
      announce(`${name} – 100 %`);
      one('.files input[type=file]')?.focus();
    } catch {
      location.reload();
    }
  };
  request.send(new FormData(form));
}

// --- lists and trees by keyboard
const rows = () => all('table[data-rows] tbody tr').filter(row => row.offsetParent !== null);
const handleOf = row => one('.row-link, a, button', row) ?? Object.assign(row, { tabIndex: -1 });
const keysOn = () => localStorage.getItem('keys') !== 'off';
let lastRow;
on('focusin', event => { lastRow = closest(event, 'table[data-rows] tbody tr') ?? lastRow; });
on('keydown', event => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const summary = closest(event, '[data-tree] summary');
  if (summary && treeKey(event, summary)) return;
  const cell = closest(event, '.matrix .cell-link');
  if (cell && cellKey(event, cell)) return;
  if (typing(event.target) || one('dialog[open]')) return;
  if (event.key === '?') { event.preventDefault(); help(); return; }
  if (!keysOn()) return;
  const list = rows();
  if (event.key === '/' && one('[data-key="/"]')) {
    event.preventDefault();
    one('[data-key="/"]').focus();
    one('[data-key="/"]').select?.();
  } else if ((event.key === 'j' || event.key === 'k') && list.length > 0) {
    event.preventDefault();
    const at = list.indexOf(lastRow), step = event.key === 'j' ? 1 : -1;
    const row = list[at < 0 ? 0 : Math.min(Math.max(at + (document.activeElement.closest('tr') ? step : 0), 0), list.length - 1)];
    handleOf(row).focus();
    row.scrollIntoView({ block: 'nearest' });
  } else if (event.key === 'x' && lastRow?.isConnected && one('[data-tick]', lastRow)) {
    event.preventDefault();
    one('[data-tick]', lastRow).click();
  } else if (event.key === 'Enter' && event.target === lastRow) {
    one('.row-link', lastRow)?.click();
  } else if (event.key === 'e') {
    const edit = (lastRow?.isConnected && one('[data-key="e"]', lastRow)) || one('[data-key="e"]');
    if (edit) { event.preventDefault(); edit.click(); }
  }
});

function treeKey(event, summary) {
  const node = summary.parentElement, tree = summary.closest('[data-tree]');
  const seen = all('summary', tree).filter(item => item.offsetParent !== null);
  const move = step => seen[seen.indexOf(summary) + step]?.focus();
  const act = {
    ArrowRight: () => node.open ? move(1) : node.open = true,
    ArrowLeft: () => node.open ? node.open = false : one(':scope > summary', node.parentElement.closest('details') ?? node)?.focus(),
    ArrowDown: () => move(1), ArrowUp: () => move(-1), Home: () => seen[0].focus(), End: () => seen.at(-1).focus(),
  }[event.key];
  if (act) { event.preventDefault(); act(); }
  return act !== undefined;
}

/** Arrows go from cell to cell of a matrix. */
function cellKey(event, link) {
  const [down, right] = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key] ?? [0, 0];
  const place = link.closest('td'), row = place.parentElement;
  const next = (down ? all('tr', row.parentElement)[row.sectionRowIndex + down] : row)?.cells[place.cellIndex + right];
  const found = (down || right) && next && one('.cell-link', next);
  if (found) { event.preventDefault(); found.focus(); }
  return Boolean(found);
}

function help() {
  const template = one('#keys-help');
  if (!template) return;
  const dialog = make('dialog', '', 'keys-help');
  dialog.append(template.content.cloneNode(true));
  dialog.setAttribute('aria-labelledby', 'keys-title');
  document.body.append(dialog);
  const choice = one('[data-keys-on]', dialog);
  choice.checked = keysOn();
  choice.addEventListener('change', () => localStorage.setItem('keys', choice.checked ? 'on' : 'off'));
  dialog.addEventListener('close', () => dialog.remove());
  dialog.showModal();
}

// --- clicks
on('click', event => {
  const jump = closest(event, 'a[data-jump]'), target = jump && document.getElementById(jump.dataset.jump);
  if (target) {
    event.preventDefault();
    event.stopPropagation();
    (target.matches('input, select, textarea, button, a, [tabindex]') ? target : one('input, select, textarea, button', target) ?? target).focus();
    return;
  }
  const toggle = closest(event, '[data-menu]');
  if (toggle) toggle.setAttribute('aria-expanded', String(document.getElementById(toggle.getAttribute('aria-controls')).classList.toggle('open')));
  if (closest(event, '[data-help]')) help();
  // The whole row opens; a click on a control in it, or the end of a selection, is something else.
  const row = closest(event, 'table[data-rows] tbody tr');
  if (row && !closest(event, 'a, button, input, select, textarea, label, summary') && getSelection().isCollapsed) one('.row-link', row)?.click();
}, true);

// --- ticked rows: shift takes all between, and the part below says how many there are
let lastTick;
const ticks = () => all('[data-tick]');
on('click', event => {
  const box = closest(event, '[data-tick]'), boxes = ticks();
  if (!box) return;
  if (event.shiftKey && lastTick?.isConnected)
    for (const between of boxes.slice(...[boxes.indexOf(lastTick), boxes.indexOf(box)].sort((a, b) => a - b).map((at, i) => at + i))) between.checked = box.checked;
  lastTick = box;
});
on('change', event => {
  const whole = closest(event, '[data-tick-all]');
  if (whole) for (const box of ticks()) box.checked = whole.checked;
  if (whole || closest(event, '[data-tick]')) countTicks();
});
function countTicks() {
  const boxes = ticks(), count = boxes.filter(box => box.checked).length, whole = one('[data-tick-all]'), bulk = one('[data-bulk]');
  if (!bulk) return;
  if (whole) { whole.hidden = false; whole.checked = count > 0 && count === boxes.length; whole.indeterminate = count > 0 && count < boxes.length; }
  one('[data-bulk-count]', bulk).textContent = count > 0 ? `(${count})` : '';
  bulk.classList.toggle('some', count > 0);
}

// --- light or dark: a cookie, so that the server draws the next page right from the start
on('change', event => {
  const choice = closest(event, '[data-theme-choice]');
  if (!choice) return;
  document.cookie = `theme=${choice.value};path=/;max-age=${choice.value ? 31536000 : 0};samesite=lax`;
  if (choice.value) document.documentElement.dataset.bsTheme = choice.value;
  else delete document.documentElement.dataset.bsTheme;
});

/** For what a page brings with it; also after each enhanced navigation. */
function prepare() {
  // What was sent from a draft and led elsewhere has arrived; the sign-in alone is no such place.
  if (!one('form[data-draft]') && !location.pathname.startsWith('/sign-in')) dropCopies(key => { try { return JSON.parse(localStorage.getItem(key)).sent; } catch { return true; } });
  for (const form of all('form[data-draft]')) restore(form);
  for (const form of all('form[data-visible]')) sift(form);
  countTicks();
  for (const table of all('.list-table')) {
    const heads = all('thead th', table).map(head => head.textContent.trim());
    // A phone shows rows as cards, upon which browsers forget that this is a table.
    table.setAttribute('role', 'table');
    for (const row of all('tr', table)) {
      row.setAttribute('role', 'row');
      [...row.cells].forEach((cell, i) => {
        cell.setAttribute('role', cell.tagName === 'TD' ? 'cell' : 'columnheader');
        if (cell.tagName === 'TD' && heads[i]) cell.dataset.label = heads[i];
      });
    }
    for (const part of all('thead, tbody', table)) part.setAttribute('role', 'rowgroup');
  }
}

function arrived() {
  prepare();
  for (const toggle of all('[data-menu][aria-expanded=true]')) toggle.click();
  if (keptScroll !== undefined) scrollTo(0, keptScroll);
  keptScroll = undefined;
  // A slip in a folded part would stay unseen.
  for (const slip of all('details:not([open]) [data-focus]')) slip.closest('details').open = true;
  // After the page's own heading was focused.
  setTimeout(() => one('[data-focus]')?.focus());
}

customElements.define('portal-live', Live);
customElements.define('portal-signature', SignaturePad);
arrived();
globalThis.Blazor?.addEventListener?.('enhancedload', arrived);
