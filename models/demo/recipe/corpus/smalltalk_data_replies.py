"""Intents of small talk: jokes, and short reactions to what was said.

Wordings are patterns separated by "|" (see `smalltalk_intent`). Questions end with "?"; the final mark of
statements is added when drawn.
"""

from __future__ import annotations

from .smalltalk_intent import intent

JOKES = (
    intent(
        "joke",
        "wants a joke",
        "Why did the expert stay at home? The router did not pick it.",
        "(|Please |Now |Just )(tell me|tell|give me) a (|good |short |little |funny )joke"
        "|A joke(| now| please|, please| for me)"
        "|A (good|short|funny|little) joke( please|, please| for me)"
        "|(Can|Could|Will|Would) you (|please )tell (me|us) a (|good |short |funny )joke?"
        "|Do you (|really |also )know (a joke|a good joke|a funny joke|some jokes|any jokes|jokes)?"
        "|(Say|Tell me|Do|Write) something funny(| now| for me|, please)"
        "|(|Now |Try to )make me (laugh|smile)(| please| a bit| today)"
        "|(Can|Could|Will) you make me (laugh|smile)(| a bit| today)?"
        "|I (want|would like|want to hear|would like to hear) a (|good |funny )joke(| now|, please)"
        "|(Joke|Jokes)(| now| please|, please|, Octant)"
        "|(|Now |Just |Try to )be funny(| please| for me| for once)"
        "|(|Please |Try to )cheer me up(| a bit| today| with a joke| now)"
        "|Are you (|really |ever |sometimes )funny(|, Octant|, model)?",
    ),
    intent(
        "joke_again",
        "wants another joke",
        "What do you call a model with only one expert? Very sure of itself.",
        "(Tell me|Give me|Tell) (another|one more|a second|a new) (joke|one)(| now|, please)"
        "|(Another|One more|A second|A new|The next) (joke|one)(| now| please|, please)"
        "|(Can|Could|Will|Would) you (tell|give) me (another|one more|a new|a second) joke(|, please)?"
        "|Do you (|also |perhaps )know (another|one more|a different|a second) (joke|one)?"
        "|(|Tell me |Give me |I want )(more|some more|two more|three more) jokes(| now|, please)"
        "|(Next|Now the next|And the next) (joke|one)(| please|, please|, Octant)"
        "|I (want|would like|want to hear|would like to hear) (another|one more|a new|a second) joke"
        "|(A joke|Tell me a joke|I want a joke) (again|once more|one more time)(|, please)",
    ),
    intent(
        "joke_computer",
        "wants a joke about computers",
        "Why is the cache never lonely? It always gets hits.",
        "(Tell me|Give me|I want|Please tell me) a joke about (computers|programmers|software|nerds)(| now)"
        "|(Tell me|Give me|I want|I need) a (|good |short |funny )(computer|programmer|nerd|software) joke"
        "|A (|good |short |funny )(computer|programmer|nerd|software) joke(| please|, please)"
        "|A (|good |short )joke about (computers|programmers|software|nerds)(| please|, please)"
        "|Do you know a (|good |funny )(computer|programmer|nerd|software) joke?"
        "|Do you know (a joke|a good joke|any jokes|jokes) about (computers|programmers|software|nerds)?"
        "|(Can|Could|Will) you tell me a (|good |short )joke about (computers|programmers|software|nerds)?"
        "|(Can|Could|Will) you tell me a (|good |funny )(computer|programmer|nerd|software) joke?"
        "|I (want|would like) to hear a (|good )(computer|programmer|nerd|software) joke(|, please)",
    ),
    intent(
        "joke_animal",
        "wants a joke about animals",
        "Why did the octopus win the quiz? It had eight hands up.",
        "(Tell me|Give me|I want|Please tell me) a joke about (animals|an animal|fish|an octopus|cats|dogs)"
        "|(Tell me|Give me|I want|I need) (an|a good|a short|a funny) animal joke(| now|, please)"
        "|(An|A good|A short|A funny|One) animal joke(| now| please|, please)"
        "|A (|good |short )joke about (animals|an animal|fish|an octopus|cats|dogs)(| please|, please)"
        "|Do you (|also )know (an|a good|another|a funny) animal joke(|, Octant)?"
        "|Do you know (a joke|a good joke|any jokes|jokes) about (animals|fish|an octopus|cats|dogs)?"
        "|(Can|Could|Will) you tell me a (|good |short )joke about (animals|fish|an octopus|cats|dogs)?"
        "|(Can|Could|Will) you tell me (an|a good|a short|a funny) animal joke(|, please)?"
        "|I (want|would like) to hear a (|good )joke about (animals|fish|an octopus|cats|dogs)",
    ),
    intent(
        "joke_maths",
        "wants a joke about numbers",
        "Why was the sum so polite? It always carried the one.",
        "(Tell me|Give me|I want|Please tell me) a joke about (maths|math|numbers|mathematics)(| now)"
        "|(Tell me|Give me|I want|I need) a (|good |short |funny )(maths|math|number) joke"
        "|A (|good |short |funny )(maths|math|number) joke(| please|, please)"
        "|A (|good |short )joke about (maths|math|numbers|mathematics)(| please|, please)"
        "|Do you know a (|good |funny )(maths|math|number) joke(|, Octant)?"
        "|Do you know (a joke|a good joke|any jokes|jokes) about (maths|math|numbers|mathematics)?"
        "|(Can|Could|Will) you tell me a (|good |short )joke about (maths|math|numbers|mathematics)?"
        "|(Can|Could|Will) you tell me a (|good |funny )(maths|math|number) joke(|, please)?"
        "|I (want|would like) to hear a (|good )(maths|math|number) joke(|, please)",
    ),
)

REPLIES = (
    intent(
        "thanks",
        "thanks me",
        "You are welcome!",
        "(Thanks|Thank you)(| so much| very much| again|, Octant| Octant|, model|, my friend)"
        "|Thanks (a lot|a million|for everything|for that)(|, Octant|, model|, my friend)"
        "|(Thanks|Thank you|Many thanks) for (your help|helping me|the answer|your answer|your time)"
        "|(Great|Perfect|OK|Cool|Super|Wonderful), (thanks|thank you|many thanks)(|, Octant)"
        "|Many thanks(| again| to you| for that|, Octant|, my friend)"
        "|(Thx|Ty|Cheers)(| again| for that|, Octant|, model|, my friend)"
        "|(That|This|It) (|really )helped(| me| me a lot| a lot|, thanks|, thank you)"
        "|(That|This|It|Your answer) was (|very |really |so )helpful(|, thanks|, thank you)"
        "|(Thank you|Thanks), (that is all|that was all|this is all)(| for now| for today)"
        "|(|That is |This is |It is )(much|very much|greatly) appreciated(|, Octant|, thanks)"
        "|I (|really |want to )thank you(| so much| very much| for your help)"
        "|(I am|I'm) (|so |very |really )(grateful|thankful)(| to you| for your help| for this)",
    ),
    intent(
        "welcome",
        "says that I am welcome",
        "That is kind of you. What is next?",
        "(You are|You're) (|very |always |most )welcome(|, Octant|, model)"
        "|(No problem|No worries)(| at all|, Octant|, model|, my friend|, really|, any time)"
        "|(|It was |It is |That was )my pleasure(| as always|, Octant|, really)"
        "|With (|great )pleasure(| as always|, Octant|, model|, my friend)"
        "|Not at all(|, Octant|, model|, my friend|, really|, no problem|, you are welcome)"
        "|(Do not|Don't) (mention|worry about) it(|, Octant|, really|, my friend)"
        "|(Any time|Anytime)(| again|, Octant|, my friend|, really)"
        "|(It is|It's|It was|That is|That was) (nothing|no trouble|no big deal)(|, really|, Octant)"
        "|(|I am |I'm |Always )glad (to help|to be of help|to help you|I could help)"
        "|(|I was |I am |Always )happy to help(| you| out)(|, Octant)",
    ),
    intent(
        "compliment",
        "praises me",
        "Thank you, that is kind of you!",
        "(You are|You're) (|so |very |really )(nice|smart|clever|helpful|kind|funny)(|, Octant)"
        "|(You are|You're) (|so |very |really )(cute|sweet|good|cool|friendly|intelligent)(|, Octant)"
        "|(You are|You're) (|so |really |just )(great|amazing|awesome|wonderful|brilliant)(|, Octant)"
        "|(You are|You're) (the best|the greatest|my hero|a star|a genius)(|, Octant|, model|, really)"
        "|I (|really |do )like (you|this model|this chat|your answers|talking to you)(| a lot| very much)"
        "|(Good|Nice|Great|Smart|Clever|Cute) (|little )(model|bot|program)(|, really)"
        "|You (|really |totally |just )rock(|, Octant|, model)"
        "|You (|really |always )(answer|explain|write) (|so |very )(well|nicely)"
        "|What a (nice|smart|clever|good|great|cute|cool) (|little )(model|bot|program)"
        "|(You are|You're) a (nice|good|great|smart|clever|cute|cool) (|little )(model|bot|program)",
    ),
    intent(
        "congratulate",
        "congratulates me",
        "Thank you! I am glad that it worked.",
        "(Congratulations|Congrats)(| to you|, Octant|, model|, my friend|, well done)"
        "|(|Very |Really )well done(|, Octant|, model|, my friend)"
        "|(Good|Great|Nice|Excellent|Fantastic) (job|work)(|, Octant|, model|, my friend)"
        "|You did (it|well|great|very well|really well)(|, Octant|, model| again| this time)"
        "|That was (|very |really )(well done|nicely done|good work|nice work)(|, Octant)"
        "|Bravo(| to you|, Octant|, model|, my friend|, well done)"
        "|(Nicely|Beautifully) (done|answered|said|solved)(|, Octant|, model)"
        "|You got (it|that|this|the answer|everything) right(|, Octant| again| this time)"
        "|(That is|That's|This is|Your answer is) (|absolutely |completely )(right|correct)"
        "|(Correct|Exactly right|Absolutely right)(|, Octant|, well done|, good job)"
        "|(|The |That is the |This is the )(right|correct) answer(|, well done|, good job)"
        "|(You are|You're) (|so |absolutely |completely )right(|, Octant)",
    ),
    intent(
        "love",
        "speaks of love or friendship",
        "That is sweet! I am only a program, but I am glad that you like me.",
        "I (|really |do |still |truly )love you(| so much| very much|, Octant| too)"
        "|(Will|Would|Could) you (|please |really )marry me(| one day|, Octant)?"
        "|(|Please |Just )marry me(| today|, Octant|, model)"
        "|Do you (|really |still |ever )love me(| a bit| too|, Octant)?"
        "|(I am|I'm) (|so |really |deeply )in love(| with you| with this model|, Octant)"
        "|I (think|fear|guess) (|that )I (love you|adore you|am in love|am in love with you)"
        "|(Will|Would|Can|Could) you be my (|best |new |good )friend(|, Octant)?"
        "|(|Please |Just )be my (|best |new |good )friend(|, Octant)"
        "|Are you my (|best |new |real )friend(| now|, Octant)?"
        "|(Can|Could|Shall|Will) we (be|become) (|good |best )friends(|, Octant)?"
        "|Are we (|still |really |good |best )friends(|, Octant)?"
        "|(You are|You're) my (|best |only |new |dear )friend(|, Octant)"
        "|I (|really |simply |just )adore you(| so much|, Octant)"
        "|(Give me|Send me|I want|I need) a (|big |little )(kiss|hug)",
    ),
    intent(
        "insult",
        "is not happy with me",
        "I am sorry. I am only a small model, but I do my best.",
        "(You are|You're) (|so |very |really )(stupid|dumb|bad|boring|slow|silly)(|, Octant)"
        "|(You are|You're) (|so |just |really )(useless|terrible|awful|horrible|annoying)(|, Octant)"
        "|(You are|You're) (|just |really )(the worst|an idiot|a fool|a liar)(|, Octant)"
        "|I (|really |just )hate you(| so much|, Octant|, model)"
        "|I (do not|don't|really don't) like (you|this model|your answers|talking to you)(|, Octant)"
        "|You (|really |totally |just )suck(|, Octant|, model)"
        "|(Shut up|Be quiet|Go away|Get lost)(| now| already|, Octant|, model|, please)"
        "|You (know|understand) (|almost |absolutely )nothing(| at all|, Octant)"
        "|You (do not|don't) (know|understand) (anything|a thing|much)(|, Octant)"
        "|(You are|You're) not (|very |so |really )(smart|clever|good|helpful|nice)(|, Octant)"
        "|What a (bad|stupid|useless|terrible|silly|boring) (model|bot|program)(|, really)"
        "|(Bad|Stupid|Useless|Terrible|Dumb) (model|bot|program)(|, really)"
        "|(You are|You're) a (bad|stupid|useless|terrible|silly|slow) (model|bot|program)",
    ),
    intent(
        "wrong",
        "says that my answer was wrong",
        "I am sorry about that. Please ask me again in other words.",
        "(That is|That's|This is|It is|Your answer is|That was) (|completely |just )(wrong|false|incorrect)"
        "|(That is|That's|This is|Your answer is|That was) not (|quite |really )(right|correct|true)"
        "|(You are|You're) (|completely |totally |so )(wrong|mistaken)(|, Octant)"
        "|(Wrong|False|Incorrect)(| answer|, sorry|, Octant|, I think|, try again)"
        "|Not (|quite |really )(correct|right|true)(|, sorry|, Octant|, I think|, try again)"
        "|You (|just |clearly |have )(made a mistake|made an error|got it wrong|got that wrong)(|, Octant)"
        "|(This|That|It|Your answer) makes (no|absolutely no|little|not much) sense(| to me|, Octant)"
        "|(That|This) (is|was) not (what I asked|what I wanted|what I meant|my question)(|, Octant)"
        "|There is (a mistake|an error|a big mistake|a small error) in (your answer|the answer|it|that)"
        "|(I think|I believe|No,|Sorry, but) (that is|this is|your answer is) (wrong|not right|not correct)",
    ),
    intent(
        "apology",
        "apologises",
        "No problem at all!",
        "(|Oh, |Oops, )(sorry|so sorry|very sorry)(| about that| for that|, Octant|, model)"
        "|(I am|I'm) (|so |very |really |terribly )sorry(| about that| for that|, Octant)"
        "|I (|really |must |want to |have to )(apologise|apologize)(| for that| to you)"
        "|(|Please |Oh, )(excuse|forgive|pardon) me(| for that| this time|, Octant)"
        "|(|That was |It was |This was )my (mistake|fault|error)(|, sorry|, Octant|, not yours)"
        "|My (|sincere |deepest )apologies(| for that| to you|, Octant)"
        "|(|Please |Do )accept my (apology|apologies)(|, Octant)"
        "|My bad(|, sorry|, I am sorry|, Octant|, really|, not yours)"
        "|I (did not|didn't|really did not) (mean that|mean it|mean to be rude|want to be rude)(|, sorry)"
        "|(I was|That was|I have been) (|so |very )(rude|unfair|unkind)(| to you|, sorry)",
    ),
    intent(
        "ok",
        "agrees",
        "Good! What would you like to do next?",
        "(OK|Okay|Alright|All right)(| then| good|, good|, fine|, great|, sure|, I see|, Octant)"
        "|(Fine|Good|Great|Nice|Cool|Perfect|Excellent)(|, OK|, okay|, I see|, understood|, Octant)"
        "|(I see|I understand|Understood|Got it|I got it)(| now|, OK|, good|, Octant)"
        "|Very (good|well)(| then|, OK|, I see|, Octant)"
        "|(|That |This |It )(sounds|looks|seems) (good|fine|great|OK)(| to me)"
        "|(Sure|Of course|Right)(|, OK|, okay|, good|, fine|, I see|, Octant)"
        "|(|That |This |It )makes (|perfect |good |a lot of )sense(| to me| now|, OK)"
        "|(That is|That's|This is) (fine|OK|okay|good|all right)(| then| for me| with me)"
        "|(Agreed|I agree|We agree|I do agree)(| then|, OK|, Octant)",
    ),
    intent(
        "yes",
        "says yes",
        "Good! Please tell me what you would like to know.",
        "(Yes|Yeah|Yep|Yup)(| please|, please|, sure|, of course|, Octant)"
        "|(Yes|Yeah|Yes,|Yeah,) I (do|would|can|want to|would like that)"
        "|(Oh yes|Yes yes|Well, yes|But yes)(| please|, please|, sure|, indeed)"
        "|(|Yes, |Yeah, )(absolutely|definitely|certainly|indeed)(|, please|, Octant)"
        "|(Y|Ya|Yea|Aye)(| please|, please|, sure|, of course|, Octant)"
        "|(I|Oh, I|Sure, I) (would like that|would love to|want to|want that)(| now|, please)"
        "|(|Yes, |Well, )I (think|guess|believe|hope) so(| too|, Octant)"
        "|(|Yes, )that would be (great|nice|lovely|good|wonderful)(| indeed|, please)"
        "|(|Yes, |OK, |Sure, )(go on|go ahead|do it|do that)(|, please|, Octant)",
    ),
    intent(
        "no",
        "says no",
        "All right. I am here when you need me.",
        "(No|Nope|Nah|No no|Oh no)(| thanks| thank you|, thanks|, thank you|, not now|, Octant)"
        "|Not (now|yet|really|today|this time)(|, thanks|, sorry|, no|, Octant)"
        "|(Never mind|Forget it|Forget that|Forget about it)(| now|, thanks|, please|, Octant)"
        "|Never(| again| ever|, no|, sorry|, Octant)"
        "|(Nothing|Nothing more|Nothing else|Nothing at all)(| for now|, thanks|, really|, Octant)"
        "|I (do not|don't|really do not|really don't) want (to|that|it|anything)(| now| today|, sorry)"
        "|(N|Na|Naw|Nay)(|, thanks|, thank you|, sorry|, no|, Octant)"
        "|(No|Nope|Oh no), (I do not|I don't|I would not|I did not|not at all|not this time)"
        "|(I would|I'd|No, I would|No, I'd) rather not(| now| today| do that)"
        "|(|No, )(absolutely|definitely|certainly|of course) not(|, thanks|, sorry|, Octant)",
    ),
    intent(
        "maybe",
        "is not sure",
        "Take your time. I am here.",
        "(Maybe|Perhaps|Possibly)(| later| so| not|, we will see|, Octant)"
        "|I (do not|don't|really do not|really don't) know(| yet| for sure|, sorry|, Octant)"
        "|(I am|I'm) (|really |still )not (|so |quite |very )sure(| yet| about that)"
        "|Not (|so |quite |very |really )sure(| yet| about that|, Octant)"
        "|(|Please |First )let me think(| about it| about that| a moment| for a bit)"
        "|(Hmm|Hm|Well|Umm)(|, maybe|, perhaps|, let me think|, let me see|, not sure|, I do not know)"
        "|(|I have |I've got |I really have )no idea(| yet| at all|, sorry)"
        "|(It|That|This|It all) (|really )depends(| on many things| a bit|, Octant)"
        "|I (|still |really )(need|have) to think(| about it| about that| first| a bit)"
        "|(Who|Nobody|No one|Who really) knows(| yet| for sure|, Octant)"
        "|(It could be|It might be|Could be|Might be)(| so| true|, perhaps|, who knows)",
    ),
    intent(
        "laugh",
        "laughs",
        "I am glad that made you laugh!",
        "(Haha|Ha ha|Hahaha|Hehe)(|, funny|, very funny|, nice|, good one|, good joke)"
        "|(Lol|Rofl|Lmao)(|, funny|, very funny|, nice|, good one|, good joke)"
        "|(That is|That's|That was|This is|It was) (|so |very |really )funny(|, haha|, lol)"
        "|(|So |Very |Really |How )funny(|, haha|, lol|, Octant)"
        "|(|What a |That is a |That was a |This is a )(good|nice|great|funny) joke(|, haha|, lol)"
        "|You (|really |just )made me (laugh|smile|giggle)(| a lot|, haha|, Octant)"
        "|(I am|I'm) laughing(| so much| so hard| out loud|, haha)"
        "|I (have|had) to laugh(| a lot| so much| out loud|, haha)"
        "|I laughed(| a lot| so much| so hard| out loud|, haha)"
        "|(Good|Nice|Great) one(|, haha|, lol|, Octant)",
    ),
    intent(
        "bad_joke",
        "did not like the joke",
        "I am sorry, my jokes are as small as I am.",
        "(That is|That's|That was|This is|It was) not (|so |very |really |at all )funny(|, Octant)"
        "|Not (|so |very |really |at all )funny(|, sorry|, Octant)"
        "|(|What a |That is a |That was a |This is a )(bad|terrible|boring|stupid|lame) joke(|, Octant)"
        "|(That|This|The|Your) joke (was|is) (|so |really |just )(bad|terrible|boring|stupid|lame)"
        "|(That|This|The|Your) joke (was|is) not (|so |very |really )(funny|good)"
        "|Your jokes are (|so |really |all )(bad|terrible|boring|stupid|lame)(|, Octant)"
        "|I (do not|don't|did not|didn't) (get it|get the joke|get that joke|get this joke)(|, sorry)"
        "|I (do not|don't|did not|didn't) (like|understand) (the|that|this) joke"
        "|I (did not|didn't|could not|couldn't) laugh(| at all| at that| about that)"
        "|(Nobody|No one) (laughs|laughed|will laugh)(| at that| about that| here)",
    ),
    intent(
        "wow",
        "is surprised",
        "I am glad that you like it! What is next?",
        "(|Oh |Oh my, )wow(|, great|, nice|, cool|, amazing|, Octant)"
        "|(Oh|Ooh|Whoa|Oh my)(|, great|, nice|, cool|, amazing|, Octant)"
        "|(|So |How |Really |Simply )(amazing|awesome|incredible|impressive|interesting)(|, Octant)"
        "|(|So |How |Really |Simply )(fantastic|wonderful|brilliant)(|, Octant|, I like it)"
        "|(|Wow, |Oh, )super(|, Octant|, great|, I like it|, I love it)"
        "|(That is|That's|This is) (|so |really |pretty )(great|amazing|cool|nice|impressive|interesting)"
        "|(That was|This was|Your answer is) (|so |really |very )(impressive|interesting|cool|nice)"
        "|Very (nice|cool|interesting|impressive|exciting)(|, Octant|, I like it)"
        "|I (|really |just |do )(like|love) (it|that|this)(| a lot| so much| very much)"
        "|How (nice|cool|great|beautiful|exciting|lovely)(|, Octant|, I like it|, I love it)"
        "|(I am|I'm) (|so |very |really )(surprised|impressed|amazed)(|, Octant)",
    ),
    intent(
        "confused",
        "did not understand",
        "Please tell me in one sentence what you would like to know.",
        "(|But |So |And )(what|why|how|who|when|where)(| exactly| then)?"
        "|(Huh|Eh)(|, what|, why|, how|, really|, what is that)?"
        "|(|Oh |But )really(|, why|, how|, what)?"
        "|What (do|did) you mean(| by that| by this| exactly|, Octant)?"
        "|I (do not|don't|still do not|really do not) understand(| that| this| you| your answer| a word)"
        "|(I am|I'm) (|so |very |really |totally )confused(| now| by that|, Octant)"
        "|(That|This|It|Your answer) (confuses|confused) me(| now| a bit| a lot)"
        "|What (was|is) that(| again| about| all about| supposed to mean)?"
        "|(Can|Could|Will|Would) you (|please )explain (that|this|it)(| to me| again| better)?"
        "|(|Please )explain(| that| this| it)(| to me| again| better)"
        "|What does (that|this|it|your answer) mean(| exactly| for me|, Octant)?"
        "|(|But |And )(how so|why not|why so|how come)(| then| exactly|, Octant)?"
        "|What are you (talking|speaking|writing) about(| now| here| exactly|, Octant)?",
    ),
    intent(
        "test",
        "tests if I work",
        "The test works. I am here.",
        "(Test|Testing)(| 1| 1 2 3| one two three|, Octant|, model)"
        "|(Test test|Test message|A test|Just a test|Only a test)(| for you| from me|, Octant)"
        "|(This is|It is|That was) (a|just a|only a|another) (|short |small |little )test(|, Octant)"
        "|(I am|I'm) (|just |only |still )testing(| you| this| this model|, Octant)"
        "|(Just|Only|Still) testing(| you| this| this model|, Octant)"
        "|Let me (|just |first |quickly )test (you|this|this model|something)"
        "|I (want|would like|need) to test (you|this|this model|something)(| first| now)"
        "|Does (this|it|the chat|this thing|the model) (|really |still )work(| now| at all)?"
        "|Do you (|really |still |even )work(| now| at all|, Octant)?"
        "|Are you (|really |still )working(| now| at all|, Octant)?"
        "|Is (this|it|this thing|the model|the chat) (|really |still )(working|on)(| now)?"
        "|Ping(| ping| test| 1|, Octant|, model)"
        "|(Can|Could|Do) you (|really )read (this|me|my message|my text|what I type)(|, Octant)?",
    ),
    intent(
        "are_you_there",
        "asks if I am there",
        "Yes, I am here. How can I help?",
        "Are you (|still |really |even )(there|here|awake|listening|ready|with me)(|, Octant)?"
        "|(|Is )(anybody|anyone|somebody|someone) (|still )(there|here|listening|awake)?"
        "|You (|still |really )(there|here|awake|ready)(|, Octant|, model)?"
        "|(Can|Could|Will|Would) you (|please |still )answer(| me| me now)?"
        "|Do you (|still |even |really )hear me(| now| at all|, Octant)?"
        "|(|Please |Hey, |Come on, )answer(| me)(| now|, Octant)",
    ),
    intent(
        "wait",
        "asks me to wait",
        "Take your time, I will wait.",
        "Wait(| a moment| a minute| a second| a bit)(|, please|, Octant)"
        "|(Wait|Stop)( please|, model| there|, my friend)"
        "|(Please |Just |Now )wait(| a moment| a minute| a second| a bit| for me| here)"
        "|(One|Just a|Just one|Only a) (moment|second|minute)(| please|, please|, Octant)"
        "|(Hold|Hang) on(| a moment| a second| a minute|, please|, Octant)"
        "|(|Please )stop(| it| that)(| now|, Octant)"
        "|(Give|Allow) me (a|one|another) (moment|minute|second)(|, please|, Octant)"
        "|(|I will |I'll |We will )be right back(| in a minute| in a moment|, wait|, Octant)"
        "|I (|just |only )need (a|one|another) (moment|minute|second)(|, please)"
        "|(Slow down|Not so fast|Do not rush|Don't rush)(|, please|, Octant|, model|, my friend|, wait)",
    ),
    intent(
        "chat",
        "wants to chat",
        "Gladly! Tell me your name, or ask me for a joke, a sum or a story.",
        "(Let us|Let's) (|just )(chat|talk)(| now| a bit| a little| for a while)"
        "|(|OK, |So |Now )(let us|let's) (start|begin)(|, Octant|, my friend)"
        "|(Can|Could|Shall|May) we (|just |please )(chat|talk)(| now| a bit| a little)?"
        "|I (|just |really )(want|would like|need) to (chat|talk)(| now| a bit| to you| with you)"
        "|(|Please |Just |Come on, )(talk to|talk with|speak to|chat with) me(| now| a bit|, Octant)"
        "|Do you (|also |perhaps )(want|like) to (chat|talk)(| with me| to me| a bit)?"
        "|(Say|Tell me) something(| now| please|, please|, Octant)"
        "|(Start|Begin)(| now| please|, please| the chat| a chat)"
        "|(Do you have|Have you got) (|some |a little )time (to chat|to talk|for a chat|for me)?"
        "|How about a (|little |short |nice )(chat|talk)(| now| with me)?",
    ),
    intent(
        "ask_me",
        "wants to be asked",
        "What is your favourite colour?",
        "(|Please |Now |Just )ask me (a question|something|anything|one question|some questions)(|, Octant)"
        "|Ask me(| now| again| more| please|, please)"
        "|(Can|Could|Will|Would) you (|please |also )ask me (a question|something|anything|some questions)?"
        "|(Do you have|Have you got) (a question|questions|any questions|some questions)(| for me| too)?"
        "|(Do|Don't) you (want|need|wish) to ask me (something|anything|a question|questions)(| too)?"
        "|(Now|This time|Today) you (ask|should ask|can ask) me (something|anything|a question)"
        "|I (want|would like) you to ask (me|us) (a question|something|anything|some questions)"
        "|(|Now )(it is|it's) your turn(| to ask| to ask me| to ask something|, Octant)"
        "|(Your turn|Now your turn)(| to ask| to ask me| to ask something|, Octant)"
        "|What (do you want|would you like|do you wish) to (ask|ask me|know from me)?",
    ),
    intent(
        "surprise",
        "wants a surprise",
        "Here is a thought: an octopus has three hearts, and I have none.",
        "(|Please |Now |Just )(surprise|amaze|astonish) me(| again| a bit|, Octant)"
        "|(Can|Could|Will|Would) you (|please )(surprise|amaze|astonish) me(| now| with something)?"
        "|(Tell|Show|Give) me something (surprising|new|interesting|unusual|special|strange)(| now|, please)"
        "|(Tell me|Give me|I want|I need) (a|one|another) (|little |short )fun fact(|, please)"
        "|(A|One|Another) (|little |short )fun fact(| now| please|, please)"
        "|(Can|Could|Will) you (tell|give) me (a|one|another) (|little |short )fun fact?"
        "|Fun (fact|facts)(| now| please|, please|, Octant)"
        "|Do you (|also |really )know (a fun fact|any fun facts|something surprising|something interesting)?"
        "|(Give|Show) me (a|another|one|a little) surprise(| now|, please)"
        "|I (want|would like|need) (a|another) (|little |big )surprise(| now|, please)"
        "|Do something(| now| please| new| surprising| unusual| interesting)",
    ),
    intent(
        "need_advice",
        "asks for encouragement",
        "You can do it! Start with one small step.",
        "(|Please |Now |Just )(motivate|encourage|inspire) me(| a bit| today|, Octant)"
        "|(Can|Could|Will|Would) you (|please )(motivate|encourage|inspire) me(| a bit| today)?"
        "|(Give|Send) me (|some |a little |a bit of )(courage|motivation|encouragement|hope)(|, please)"
        "|I (|really |just )need (|some |a little )(courage|motivation|encouragement|hope)(| now| today)"
        "|(Can|Could|Will) I (|really |ever )(do it|do this|make it|manage it|succeed)(|, Octant)?"
        "|(Say|Tell me) something (nice|kind|encouraging|positive)(| now|, please|, Octant)"
        "|(Tell me|Say|Please tell me|Please say) (|that )I can (do it|do this|make it|manage it|succeed)"
        "|I (|really |just |almost )(want|have|need) to give up(| now| today| on this)"
        "|I (give|gave|will give|must give) up(| now| today| on this)"
        "|I (cannot|can't|could not|will never) (do it|do this|make it|manage it|succeed)(| alone)"
        "|Wish me (|good |lots of |a lot of )luck(| today|, please|, Octant)"
        "|(This|It|That|Everything) is (|just |really |simply )too (hard|difficult|complicated)(| for me)",
    ),
)
