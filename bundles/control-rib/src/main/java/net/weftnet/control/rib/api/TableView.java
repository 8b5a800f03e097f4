package net.weftnet.control.rib.api;

/** A table as it is now. */
public record TableView(TableName name, int routes, int paths) {}
