/**
 * What the chart promises, without a cluster: it is rendered by Helm itself and the objects are
 * held to their Kubernetes types, to each other and to the services' own configuration.
 */
package org.collapselab.helm;
