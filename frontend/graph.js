// The library that draws the relations, with its layout, as one module.

import cytoscape from 'cytoscape';
import fcose from 'cytoscape-fcose';

cytoscape.use(fcose);

export default cytoscape;
