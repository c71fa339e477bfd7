// Before the first paint, so that nothing flashes: the theme that was chosen here, if any.
try {
  const theme = localStorage.getItem('streams.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch { /* no storage: the system's theme */ }
