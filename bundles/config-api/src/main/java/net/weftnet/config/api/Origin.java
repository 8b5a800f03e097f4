package net.weftnet.config.api;

/**
 * Where a change comes from.
 *
 * @param author the authenticated caller
 * @param comment the caller's words, or the request line
 * @param preconditions the states of the target in which the caller wants the change
 */
record Origin(String author, String comment, Preconditions preconditions) {}
