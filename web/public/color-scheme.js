// Sets the colour scheme before the first paint, so that a dark page never flashes white. A file of its own because the
// content security policy allows no inline script. The key is the one that Mantine's colour scheme manager writes.
(() => {
  let choice = 'auto';
  try {
    choice = localStorage.getItem('mantine-color-scheme-value') ?? 'auto';
  } catch {
    // Storage may be blocked: the system's preference is used.
  }
  const dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
