package dev.twospeed.local.cost;

/**
 * What cannot be read off resources: how large events are, how long work takes.
 *
 * @param eventBytes bytes of an event in the stream
 * @param answerBytes bytes of its recommendation record in S3
 * @param millisPerEvent milliseconds of a transform function per event
 * @param logBytesPerCall bytes that a call of a function writes to its log
 * @param etlMinutes minutes of a run of the ETL, or of another job but the training
 * @param trainingMinutes minutes of a training run
 */
public record Usage(
        int eventBytes,
        int answerBytes,
        double millisPerEvent,
        int logBytesPerCall,
        double etlMinutes,
        double trainingMinutes) {
    /** What an estimate assumes unless told otherwise. */
    public static final Usage DEFAULT = new Usage(600, 1500, 2, 2000, 5, 10);
}
