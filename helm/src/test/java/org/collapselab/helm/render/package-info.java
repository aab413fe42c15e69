/** The chart, rendered by Helm's own engine, and the objects that come out of it. */
package org.collapselab.helm.render;
