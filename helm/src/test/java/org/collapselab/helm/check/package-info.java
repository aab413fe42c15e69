/**
 * What is wrong with rendered objects. Each check takes all of them and lists its problems, each
 * beginning with the object's kind and name.
 */
package org.collapselab.helm.check;
