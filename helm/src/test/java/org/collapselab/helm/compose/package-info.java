/** What the compose file and the image definitions promise, without a container engine. */
package org.collapselab.helm.compose;
