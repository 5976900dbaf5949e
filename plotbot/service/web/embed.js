// One line in someone else's page puts the chat there:
//
//   <script src="https://YOUR.HOST/embed.js" data-film="FILM" data-height="600"></script>
//
// Both settings may be left out.

(() => {
  const line = document.currentScript;
  const { film, height = '600' } = line.dataset;
  const address = new URL('embed', line.src);
  if (film) address.searchParams.set('film', film);
  const frame = document.createElement('iframe');
  frame.src = address;
  frame.title = 'Chat about the plot of a film';
  frame.height = height;
  Object.assign(frame.style, { width: '100%', maxWidth: '32rem', border: '0', borderRadius: '12px' });
  line.replaceWith(frame);
})();
