package net.weftnet.config.transformer.intent;

/** One thing that can be read of the intent, and so depended on. */
public sealed interface Input {

    /** An object, or that there is none of this name. */
    record OfObject(String type, String fqName) implements Input {}

    /** Which objects of a type refer to an object. */
    record OfReferrers(String type, String fqName, String by) implements Input {}

    /** Which objects of a type have an object as their parent. */
    record OfMembers(String type, String within) implements Input {}

    /** Which objects of a type have the name of an object in a property; the object need not exist. */
    record OfMentions(String type, String fqName, String by) implements Input {}
}
