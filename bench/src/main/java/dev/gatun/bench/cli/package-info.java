/** What the workbench's commands share: failures, versions, tables, JSON. */
@NullMarked
package dev.gatun.bench.cli;

import org.jspecify.annotations.NullMarked;
