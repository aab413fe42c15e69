/**
 * The queue of trainings, as rows.
 *
 * <pre>
 *             claim                      checkpoint stored
 *  WAITING ───────────► RUNNING ─────────────────────────► TRAINED
 *     ▲                 │  │  ▲
 *     │ released        │  │  │ lease ran out: claimed by another, fence + 1
 *     └─────────────────┘  │  │
 *       (drained, failed)  ▼  │
 *                        FAILED   (failed for good, or too often)
 * </pre>
 *
 * <p>Every write of a worker names its fence: one whose lease was taken over changes no row.
 */
package org.collapselab.trainer.jobs;
