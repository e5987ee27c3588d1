package dev.gatun.bench.inspect;

/**
 * What one backend says to a model.
 *
 * @param name the backend's name
 * @param usable whether it runs on this machine
 * @param description what runs, or why it cannot
 * @param verdict whether it would run the model, or which of its nodes it would not
 */
record BackendFacts(String name, boolean usable, String description, String verdict) {}
