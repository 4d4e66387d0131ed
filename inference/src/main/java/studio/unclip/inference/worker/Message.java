package studio.unclip.inference.worker;

import java.util.Map;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.DeviceInfo;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.PackInfo;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;

/**
 * What goes over the wire, in either direction. Plain data. A call has a number that its caller gives it; events told on
 * the way, its cancel and its one answer carry the same number.
 */
sealed interface Message {

    /** Asks the other side for something. */
    record Call(long id, Question question) implements Message {}

    /** Something that happens while a call is being answered: a job's events but the last. */
    record Told(long id, JobEvent event) implements Message {}

    /** The caller no longer wants it; the answer comes all the same. */
    record Cancel(long id) implements Message {}

    /** An edit is no longer wanted; there is no answer. */
    record Drop(long edit) implements Message {}

    /** The answer to a call, exactly one. */
    record Reply(long id, Answer answer) implements Message {}

    /** A sign of life. */
    record Alive() implements Message {}

    /** What can be asked. */
    sealed interface Question {
        /** Opens a pack, first of all; answered by {@link Answer.Opened}. Settings are between the two programs. */
        record Open(Map<String, String> settings) implements Question {
            public Open {
                settings = Map.copyOf(settings);
            }
        }

        /** Answered by {@link Answer.Ended}. */
        record Generate(ImageRequest request, JobOptions options) implements Question {}

        /**
         * A part of a picture that the other side has lent with a call still open; answered by {@link Answer.Pixels}.
         *
         * @param picture its number
         */
        record Read(long picture, PixelRect region) implements Question {}

        /**
         * Finds what a slider's previews share; answered by {@link Answer.EditReady}. Kept until {@link Message.Drop}.
         *
         * @param edit the number that the caller gives it
         */
        record Prepare(long edit, ImageRequest.TextDiff request) implements Question {}

        /** One preview of a prepared edit; answered by {@link Answer.Pixels}. */
        record PreviewEdit(long edit, double theta) implements Question {}

        /** Answered by {@link Answer.Ended}. */
        record Analyse(AnalysisRequest request) implements Question {}
    }

    /** What can be answered. */
    sealed interface Answer {
        /** The pack is open. */
        record Opened(PackInfo pack, DeviceInfo device) implements Answer {}

        /** The job's last event. */
        record Ended(JobEvent.Ended event) implements Answer {}

        /**
         * Previews come quickly from now on.
         *
         * @param from what the picture shows, as was said or as the captioner says
         */
        record EditReady(String from) implements Answer {}

        /** What was to be read, or a preview. */
        record Pixels(Picture picture) implements Answer {}

        /** It cannot be done. */
        record Failed(JobFailure failure) implements Answer {}
    }
}
