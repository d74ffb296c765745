//! What is asked at the end.

use crate::support::*;

fn rated(stars: u8) -> Input {
    Input::Rated(Rated {
        evaluation: Evaluation::new(stars).unwrap(),
        comment: "Thanks".to_owned(),
        recommendation: Some(9),
        first_contact: Some(false),
    })
}

fn saved() -> Reply {
    Reply::Rated(SatisfactionResponse {
        code: Some(ResultCode::Success),
        description: None,
    })
}

fn told(survey: Survey) -> Reply {
    Reply::SurveyMode(SurveyModeResponse {
        survey: Some(survey),
        ..SurveyModeResponse::default()
    })
}

#[test]
fn a_rating_whose_answer_is_lost_is_saved_again_under_the_same_key() {
    let mut shell = Shell::with_agent();
    shell.say(Input::Left { at: 5 });
    shell.say(rated(4));
    let first = shell.fail(is_rate, Failure::Lost);
    assert_eq!(shell.visit.rating(), Rating::Saving);
    let mut shell = shell.reload();
    let second = shell.answer(is_rate, saved());
    assert_eq!(first, second);
    assert_eq!(shell.notes(Event::RatingSaved), 1);
    shell.answer_send(&DISCONNECT, "0");
    assert_eq!(shell.visit.phase(), &Phase::Ended(EndReason::ByVisitor));
}

#[test]
fn a_rating_says_all_that_was_chosen() {
    let mut shell = Shell::with_agent();
    shell.say(Input::Left { at: 5 });
    shell.say(rated(4));
    let (_, call) = shell.take(is_rate);
    let Call::Rate { request, .. } = call else {
        unreachable!()
    };
    assert_eq!(request.evaluation.as_deref(), Some("4"));
    assert_eq!(request.recommendation.as_deref(), Some("9"));
    assert_eq!(request.first_contact, Some(2));
}

#[test]
fn a_rating_that_cannot_be_saved_can_be_tried_again() {
    let mut shell = Shell::with_agent();
    shell.say(Input::Left { at: 5 });
    shell.say(rated(4));
    shell.fail(is_rate, refused(400, "invalid"));
    let stands = (shell.visit.phase(), shell.visit.rating());
    assert_eq!(stands, (&Phase::Surveying, Rating::Failed));
    shell.say(rated(5));
    assert!(shell.has(is_rate));
}

#[test]
fn a_rating_is_not_repeated_for_ever() {
    let mut shell = Shell::with_agent();
    shell.say(Input::Left { at: 5 });
    shell.say(rated(4));
    shell.fail(is_rate, Failure::Lost);
    shell.wait(8 * 60);
    shell.fire(Timer::Rating);
    shell.fail(is_rate, Failure::Lost);
    assert_eq!(shell.visit.rating(), Rating::Failed);
}

#[test]
fn the_channels_own_survey_is_asked_for_before_the_session_is_closed() {
    let mut shell = Shell::with_agent();
    shell.say(Input::Left { at: 5 });
    assert_eq!(shell.visit.rating(), Rating::Preparing);
    let survey = Survey {
        levels: vec![SurveyLevel {
            key: Some("5".to_owned()),
            text: Some("Very good".to_owned()),
        }],
        ..Survey::default()
    };
    shell.answer(is_survey, told(survey.clone()));
    assert_eq!(shell.visit.rating(), Rating::Asked);
    assert_eq!(shell.visit.survey(), Some(&survey));
    assert!(!shell.timers.contains_key(&Timer::Survey));
    assert_eq!(shell.reload().visit.survey(), Some(&survey));
}

#[test]
fn a_channel_that_asks_nothing_has_no_survey() {
    let mut shell = Shell::with_agent();
    shell.come_down(vec![hung_up(SourceType::Agent)], "e-2");
    let survey = Survey {
        kind: Some(SurveyType::No),
        ..Survey::default()
    };
    shell.answer(is_survey, told(survey));
    assert_eq!(shell.visit.phase(), &Phase::Ended(EndReason::ByAgent));
    assert!(shell.is_at_rest());
}

#[test]
fn where_the_survey_cannot_be_had_the_rating_is_plain() {
    let mut shell = Shell::with_agent();
    shell.say(Input::Left { at: 5 });
    shell.fail(is_survey, refused_between(404));
    assert_eq!(shell.visit.rating(), Rating::Asked);
    assert_eq!(shell.visit.survey(), None);

    let mut shell = Shell::with_agent();
    shell.say(Input::Left { at: 5 });
    assert_eq!(shell.timers[&Timer::Survey].as_secs(), 5);
    shell.fire(Timer::Survey);
    assert_eq!(shell.visit.rating(), Rating::Asked);
    assert!(!shell.has(is_survey));
}

#[test]
fn a_visitor_who_rates_is_not_disturbed_by_the_end_of_the_session() {
    let mut shell = Shell::with_agent();
    shell.fail(is_stream, refused(404, "route"));
    shell.say(Input::Left { at: 5 });
    shell.say(rated(4));
    let over = PollResponse {
        code: Some(ResultCode::SessionEnded),
        ..PollResponse::default()
    };
    shell.answer(is_poll, Reply::Polled(over));
    assert_eq!(shell.visit.rating(), Rating::Saving);
    shell.answer(is_rate, saved());
    assert_eq!(shell.visit.phase(), &Phase::Ended(EndReason::TimedOut));
    assert!(shell.is_at_rest(), "no DISCONNECT for what is over");
}
