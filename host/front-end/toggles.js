// Drop-down menus, collapsing panels and dismissible alerts in Tabler's markup (data-bs-toggle="dropdown" | "collapse",
// data-bs-dismiss="alert") without Bootstrap's 34 KB. It listens on the document, so pages swapped in by enhanced
// navigation need no start-up of their own.
const menuOf = toggle => toggle.parentElement?.querySelector(':scope > .dropdown-menu');

function openMenu(toggle, open) {
  const menu = menuOf(toggle);
  if (!menu) return;
  menu.classList.toggle('show', open);
  toggle.classList.toggle('show', open);
  toggle.setAttribute('aria-expanded', String(open));
  if (!open) return;
  // Placed by style sheet alone; flipped only where it would leave the window.
  menu.setAttribute('data-bs-popper', 'static');
  toggle.parentElement.classList.remove('dropup');
  menu.style.marginInlineStart = '';
  const box = menu.getBoundingClientRect();
  if (box.bottom > innerHeight && toggle.getBoundingClientRect().top > box.height) toggle.parentElement.classList.add('dropup');
  if (box.right > innerWidth) menu.style.marginInlineStart = `${Math.max(innerWidth - box.right - 8, -box.left)}px`;
}

function closeMenus(except) {
  for (const toggle of document.querySelectorAll('[data-bs-toggle="dropdown"].show')) {
    if (toggle !== except) openMenu(toggle, false);
  }
}

document.addEventListener('click', event => {
  const toggle = event.target.closest?.('[data-bs-toggle]');
  const kind = toggle?.getAttribute('data-bs-toggle');
  // A click on a form control inside a menu is work in the menu, not the end of it.
  const inMenuForm = event.target.closest?.('.dropdown-menu form, .dropdown-menu label, .dropdown-menu[data-keep-open]');
  if (kind === 'dropdown') {
    event.preventDefault();
    closeMenus(toggle);
    openMenu(toggle, !toggle.classList.contains('show'));
    return;
  }
  if (!inMenuForm) closeMenus();
  if (kind === 'collapse') {
    event.preventDefault();
    const selector = toggle.getAttribute('data-bs-target') ?? toggle.getAttribute('href');
    for (const panel of document.querySelectorAll(selector)) {
      const open = panel.classList.toggle('show');
      toggle.classList.toggle('collapsed', !open);
      toggle.setAttribute('aria-expanded', String(open));
    }
  }
  event.target.closest?.('[data-bs-dismiss="alert"]')?.closest('.alert')?.remove();
});

document.addEventListener('keydown', event => {
  const toggle = event.target.closest?.('[data-bs-toggle="dropdown"]');
  const menu = toggle ? menuOf(toggle) : event.target.closest?.('.dropdown-menu.show');
  if (!menu) return;
  const owner = toggle ?? menu.parentElement?.querySelector(':scope > [data-bs-toggle="dropdown"]');
  if (event.key === 'Escape' && owner?.classList.contains('show')) {
    openMenu(owner, false);
    owner.focus();
    event.preventDefault();
  } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && owner && !event.target.matches('input, select, textarea')) {
    openMenu(owner, true);
    const items = [...menu.querySelectorAll('.dropdown-item:not(.disabled):not([disabled])')];
    const step = event.key === 'ArrowDown' ? 1 : -1;
    const at = items.indexOf(document.activeElement);
    items.at(at < 0 ? (step > 0 ? 0 : -1) : (at + step) % items.length)?.focus();
    event.preventDefault();
  } else if (event.key === 'Tab' && owner) {
    // After the focus has moved: leaving the menu closes it, moving within it does not.
    setTimeout(() => { if (!menu.contains(document.activeElement)) openMenu(owner, false); });
  }
});
