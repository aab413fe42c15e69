/**
 * What a spec names on this machine, checked before anything starts, then brought into the store.
 */
package org.collapselab.local.input;
