package dev.twospeed.policies.sdk;

/**
 * A control of a published framework, such as {@code S3.5} of AWS Foundational Security Best Practices.
 *
 * @param framework the framework's name
 * @param id the control's name in it
 * @param link where the control is described
 */
public record Control(String framework, String id, String link) {
    @Override
    public String toString() {
        return framework + " " + id;
    }
}
