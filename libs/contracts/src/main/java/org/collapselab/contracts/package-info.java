/** What the services say to each other: recipes, events and the experiment specification. */
package org.collapselab.contracts;
