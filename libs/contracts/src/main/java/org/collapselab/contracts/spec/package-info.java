/**
 * The experiment spec: what a researcher writes in YAML, checked and completed with defaults.
 *
 * <p>A spec names its model and data set in the researcher's words; a {@link
 * org.collapselab.contracts.spec.ResolvedExperiment} binds it to their keys and gives it its name.
 */
package org.collapselab.contracts.spec;
