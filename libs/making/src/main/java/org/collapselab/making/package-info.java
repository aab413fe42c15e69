/**
 * What recipes mean to the networks. The services make artifacts with it, and whoever verifies an
 * artifact makes it again with the same.
 */
package org.collapselab.making;
