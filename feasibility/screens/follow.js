// Follows the page's own links without loading it anew: the address is set, and Streamlit draws what it says.
// Where the reader stood is remembered, so that the browser's own way back leads there.
if (!window.followsLinks) {
  window.followsLinks = true;
  const main = () => document.querySelector('.stMain');
  document.addEventListener('click', event => {
    const link = event.target.closest && event.target.closest('a[href^="?"]');
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.replaceState({ ...history.state, stood: main() ? main().scrollTop : 0 }, '');
    history.pushState({}, '', link.getAttribute('href'));
    window.dispatchEvent(new PopStateEvent('popstate', { state: {} }));
    if (main()) main().scrollTo(0, 0);
  });
  window.addEventListener('popstate', event => {
    const stood = event.state && event.state.stood;
    if (!stood) return;
    let tries = 40;
    const back = () => {
      if (!main()) return;
      main().scrollTo(0, stood);
      if (Math.abs(main().scrollTop - stood) > 2 && tries-- > 0) setTimeout(back, 100);
    };
    back();
  });
}
