// What is wider than the screen is scrolled by keyboard too; a layer of a picture in which nothing is drawn is not read
// out; and words of Streamlit's own follow the page's language: it gives them in English only.
if (!window.reachesAll) {
  window.reachesAll = true;
  const WIDE = '[data-testid="stVegaLiteChart"], [class*="st-key-picture"]';
  const SKIP = { nb: 'Gå til innholdet', en: 'Skip to main content' };
  const CHOOSE = { nb: 'Velg fil', en: 'Choose file' };
  const UPLOAD = '[data-testid="stFileUploaderDropzone"] button';
  const say = (element, words) => { if (element && element.textContent !== words) element.textContent = words; };
  const look = () => {
    const language = document.documentElement.lang;
    for (const wide of document.querySelectorAll(WIDE)) {
      const isWider = wide.scrollWidth > wide.clientWidth && getComputedStyle(wide).overflowX !== 'visible';
      if (isWider) wide.setAttribute('tabindex', '0'); else wide.removeAttribute('tabindex');
    }
    for (const layer of document.querySelectorAll('svg g[role="graphics-symbol"]:empty:not([aria-label])')) {
      layer.setAttribute('aria-hidden', 'true');
    }
    say(document.querySelector('[data-testid="stSkipToContent"]'), SKIP[language] || SKIP.en);
    for (const button of document.querySelectorAll(UPLOAD)) {
      say(button.querySelector('p'), CHOOSE[language] || CHOOSE.en);
      button.dataset.said = '';
    }
    if (language !== 'nb') return;
    for (const button of document.querySelectorAll('button[aria-label^="Help for "]')) {
      button.setAttribute('aria-label', button.getAttribute('aria-label').replace('Help for', 'Hjelp til'));
    }
  };
  let waits = false;
  const soon = () => {
    if (waits) return;
    waits = true;
    setTimeout(() => { waits = false; look(); }, 200);
  };
  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
  window.addEventListener('resize', soon);
  soon();
}
