package dev.twospeed.policies.sdk;

import java.util.List;

/**
 * What a rule says about itself, built up as {@code Metadata.of(id, severity).holds(…).because(…).fix(…).implementing(…)}.
 *
 * @param id service-resource-verb-object, such as {@code s3-bucket-block-public-access}
 * @param severity how much a violation matters
 * @param description what must hold, in one sentence
 * @param why what happens where it does not hold, in one sentence
 * @param fix what to do about a violation, in one sentence
 * @param controls the controls of published frameworks that it implements, the most important one first
 * @param link where to read more
 */
public record Metadata(
        String id, Severity severity, String description, String why, String fix, List<Control> controls, String link) {
    /** A rule of a name, about which nothing else is said yet. */
    public static Metadata of(String id, Severity severity) {
        return new Metadata(id, severity, "", "", "", List.of(), "");
    }

    /** The same with what must hold. */
    public Metadata holds(String sentence) {
        return new Metadata(id, severity, sentence, why, fix, controls, link);
    }

    /** The same with the reason. */
    public Metadata because(String sentence) {
        return new Metadata(id, severity, description, sentence, fix, controls, link);
    }

    /** The same with what to do about a violation. */
    public Metadata fix(String sentence) {
        return new Metadata(id, severity, description, why, sentence, controls, link);
    }

    /** The same with the controls it implements; the link becomes the first one's, unless {@link #see} is called. */
    public Metadata implementing(Control... implemented) {
        var first = link.isEmpty() && implemented.length > 0 ? implemented[0].link() : link;
        return new Metadata(id, severity, description, why, fix, List.of(implemented), first);
    }

    /** The same with a link of its own. */
    public Metadata see(String address) {
        return new Metadata(id, severity, description, why, fix, controls, address);
    }

    /** The service, such as {@code s3}: the first word of the id. */
    public String topic() {
        return id.contains("-") ? id.substring(0, id.indexOf('-')) : id;
    }
}
