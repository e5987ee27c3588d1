/// Trouble that only a process can have: too little memory, files that change under it, threads
/// that are interrupted, sessions that are closed while they run.
@NullMarked
package dev.gatun.kernels.java.trouble;

import org.jspecify.annotations.NullMarked;
