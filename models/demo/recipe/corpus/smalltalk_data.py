"""Intents of small talk: greetings, moods, and questions about the model itself.

Wordings are patterns separated by "|" (see `smalltalk_intent`). Questions end with "?"; the final mark of
statements is added when drawn.
"""

from __future__ import annotations

from .smalltalk_data_replies import JOKES, REPLIES
from .smalltalk_intent import intent

_OTHERS = "(ChatGPT|GPT|GPT-4|DeepSeek|Claude|Gemini|Llama|Siri|Alexa|Mistral|Qwen)"

_GREETINGS = (
    intent(
        "greeting",
        "greets me",
        "Hello! How can I help? Ask me about Octant, arithmetic, units, code or phrases.",
        "(Hi|Hello|Hey)(| there| Octant| friend| model|, my friend)"
        "|(Hi|Hello|Hey)( again| everyone| everybody| you|, Octant|, everyone|, my little friend)"
        "|(Howdy|Hiya|Greetings)(| Octant| friend| everyone|, model|, my friend)"
        "|(Hello hello|Hi hi|Hey hey)(| Octant|, model|, my friend)"
        "|(Hello|Hi|Hey), (I am|I'm) (here|back)(| again| now)"
        "|Good day(| to you|, Octant|, model|, my friend|, everyone)"
        "|(A warm|A friendly|A big) hello(| to you|, Octant|, my friend)"
        "|I (|just |only )(want|wanted) to say (hi|hello)(| to you)"
        "|(Hello|Hi|Hey), (nice|dear|good) (|little )model"
        "|(Greetings|Hello|Hi) to (you|all|everyone|my friend)",
    ),
    intent(
        "good_morning",
        "wishes me a good morning",
        "Good morning! How can I help you today?",
        "Good morning(| to you|, Octant| Octant|, model|, dear model|, friend| there|, everyone|, my friend)"
        "|(Hello|Hi|Hey), good morning(| to you|, Octant|, model|, everyone| there)"
        "|Morning(|, Octant| Octant|, model|, friend|, everyone| to you)"
        "|A(| very) good morning(| to you|, Octant|, model|, friend)"
        "|I wish you a(| very) (good|nice|lovely|beautiful) morning(|, Octant|, friend)"
        "|Top of the morning(| to you|, Octant|, friend|, model)"
        "|(Good morning|Morning), (I am|I'm) (up|awake|here|back)",
    ),
    intent(
        "good_afternoon",
        "wishes me a good afternoon",
        "Good afternoon! How can I help you?",
        "Good afternoon(| to you|, Octant| Octant|, model|, friend| there|, everyone|, my friend)"
        "|(Hello|Hi|Hey), good afternoon(| to you|, Octant|, model|, everyone| there)"
        "|Afternoon(|, Octant| Octant|, model|, friend|, everyone| to you)"
        "|A(| very) good afternoon(| to you|, Octant|, model|, friend)"
        "|I wish you a(| very) (good|nice|lovely|beautiful) afternoon(|, Octant|, friend)"
        "|(Good afternoon|Afternoon), (I am|I'm) (here|back|home)",
    ),
    intent(
        "good_evening",
        "wishes me a good evening",
        "Good evening! How can I help you?",
        "Good evening(| to you|, Octant| Octant|, model|, friend| there|, everyone|, my friend)"
        "|(Hello|Hi|Hey), good evening(| to you|, Octant|, model|, everyone| there)"
        "|Evening(|, Octant| Octant|, model|, friend|, everyone| to you)"
        "|A(| very) good evening(| to you|, Octant|, model|, friend)"
        "|I wish you a(| very) (good|nice|lovely|beautiful) evening(|, Octant|, friend)"
        "|(Good evening|Evening), (I am|I'm) (here|back|home)",
    ),
    intent(
        "good_night",
        "says good night",
        "Good night! Sleep well.",
        "Good night(| to you|, Octant| Octant|, model|, friend|, my friend| and sleep well| and sweet dreams)"
        "|(Night|Night night|Nighty night)(|, Octant|, model|, friend|, my friend)"
        "|(I am|I'm) (going|off) to (bed|sleep)(| now| for today)"
        "|(|It is |It's )(time to sleep|time for bed|bedtime)(| now|, good night)"
        "|(Sleep well|Sweet dreams|Sleep tight)(|, Octant|, model|, my friend|, good night)"
        "|(See you tomorrow|Until tomorrow|That is all for today), good night(|, Octant|, model)"
        "|I (will|have to|must|am about to) go to (bed|sleep)(| now| soon)"
        "|I wish you a (good|nice|quiet) night(|, Octant|, friend)",
    ),
    intent(
        "goodbye",
        "says goodbye",
        "Goodbye! It was nice talking to you.",
        "(Goodbye|Good bye|Bye|Bye bye|Farewell)(|, Octant| Octant|, model|, my friend| for now| for today)"
        "|(Bye|Goodbye)( now| then| and thanks| and take care)"
        "|(|So |OK, |Well, )I (have to|must|need to|should|will) (go|leave)(| now| soon)"
        "|(I am|I'm) (leaving|going)(| now| then|, bye|, goodbye)"
        "|(That is all|That's all|That was all)(| for today| for now), (bye|goodbye)"
        "|(OK|Thanks|Thank you|Great|Well), (bye|goodbye|bye bye)(|, Octant)"
        "|Take care(|, Octant|, model|, my friend| and bye| of yourself)"
        "|So long(| then|, Octant|, model|, my friend| and bye| and goodbye)"
        "|(I am|I'm) (done|finished)(| here| now| for now| for today)"
        "|(Exit|Quit)(| now| please|, please)"
        "|I (want|would like) to (quit|exit|leave|go|say goodbye|say bye)(| now)",
    ),
    intent(
        "see_you",
        "says that we will meet again",
        "See you! I will be here.",
        "See (you|ya)(| later| soon| tomorrow| around| then| next time|, Octant|, my friend)"
        "|(Talk|Speak) to you (later|soon|tomorrow|again|next time)"
        "|(Talk|Chat|Speak) (soon|later|tomorrow)"
        "|Until (next time|tomorrow|later|then|we meet again|next week)(|, Octant|, my friend)"
        "|Catch you (later|soon|tomorrow|around|next time)(|, Octant)"
        "|(I will|I'll) (be back|come back|return)(| later| soon| tomorrow| another time)"
        "|Later(|, Octant|, model|, friend|, my friend)"
        "|(We will|We'll) (meet|talk|chat|speak) (again|soon|later|tomorrow)"
        "|(I hope to|I will|Hope to) see you (again|soon|tomorrow|later)",
    ),
    intent(
        "nice_to_meet_you",
        "is glad to meet me",
        "Nice to meet you too! What would you like to ask?",
        "(Nice|Pleased|Glad|Good|Great|Happy|Lovely|Delighted) to meet you(|, Octant|, model| too)"
        "|(It is|It's) (|so |very |really )(nice|good|great|lovely) to meet you(|, Octant)"
        "|(It is|It's|What) a (|real |great )pleasure to meet you(|, Octant|, model)"
        "|(I am|I'm) (|so |very |really )(pleased|glad|happy|delighted) to meet you(|, Octant)"
        "|(Very|So|Really) (nice|pleased|glad|good|happy) to meet you(|, Octant)"
        "|(|It is |It was )(nice|good|great|lovely) meeting you(|, Octant)"
        "|(Nice|Good|Great|Lovely|Glad) to (see|know) you(|, Octant|, model)"
        "|(Nice|Good|Great|Happy) to finally (meet|see) you(|, Octant)",
    ),
    intent(
        "festive",
        "sends good wishes for a feast",
        "Thank you, the same to you!",
        "(|A |I wish you a |Have a )(merry|happy) Christmas(|, Octant|, model|, my friend|, everyone)"
        "|(|A |I wish you a |Have a )happy (|Lunar |Chinese )New Year(|, Octant|, model|, my friend)"
        "|(|A |I wish you a |Have a )happy (Easter|Halloween|Diwali|Hanukkah)(|, Octant|, my friend)"
        "|(|I wish you |We wish you )happy holidays(|, Octant|, model|, my friend|, everyone)"
        "|Season's greetings(| to you| to all| from me|, Octant|, model|, my friend)"
        "|Eid Mubarak(| to you| to all|, Octant|, model|, friend|, my friend)"
        "|(Have|I wish you) a (great|nice|wonderful|lovely) (holiday|Christmas|Easter)(|, Octant)"
        "|Enjoy (the|your) (holidays|holiday|Christmas holidays|Easter holidays)(|, Octant|, my friend)",
    ),
    intent(
        "good_wishes",
        "wishes me a good time",
        "Thank you! I wish you a good day too.",
        "Have a (nice|very nice|good|very good|great|lovely|wonderful) (day|weekend|evening|week|time)"
        "|Have a (good|nice|great) one(|, Octant|, model|, my friend)"
        "|(Good luck|All the best|Best wishes)(| to you|, Octant|, model|, friend|, my friend|, everyone)"
        "|I wish you (all the best|good luck|lots of luck|a lot of luck)(|, Octant|, my friend)"
        "|Enjoy (your|the) (day|weekend|evening|week|rest of the day)(|, Octant|, my friend)"
        "|I wish you a (nice|very nice|good|very good|great|lovely|wonderful) (day|weekend|week|time)"
        "|Have (|some |lots of |a lot of )fun(| today|, Octant|, my friend)",
    ),
    intent(
        "birthday",
        "has a birthday",
        "Happy birthday! I hope you have a wonderful day.",
        "(|Guess what, |You know what, )(it is|it's) my birthday(| today|, Octant)"
        "|(|Guess what, |Hey, |By the way, )today is my birthday(|, Octant|, my friend)"
        "|(|Guess what, |Hey, )my birthday is today(|, Octant|, my friend)"
        "|I (have|celebrate|am celebrating) my birthday (today|tonight|right now)"
        "|Today (I have|I celebrate|we celebrate|I am celebrating) my birthday(|, Octant)"
        "|I (turn|turned|am turning|became) (one|a) year older today(|, Octant)"
        "|(|Please )(wish me a happy birthday|say happy birthday to me)(| today|, Octant)"
        "|(Can|Could|Will) you (wish me a happy birthday|say happy birthday to me)(| today|, Octant)?",
    ),
)

_MOODS = (
    intent(
        "how_are_you",
        "asks how I am",
        "I am fine, thank you! How can I help you?",
        "(|So |And |Well, )how are you(| today| doing| doing today|, Octant)?"
        "|(How is|How's) it going(| today| with you| so far|, Octant)?"
        "|(|So |And )how are things(| going| today| with you|, Octant)?"
        "|(|So |And )how have you been(| lately| today| recently|, Octant)?"
        "|(How is|How's) your (day|morning|evening|week)(| so far| going)?"
        "|(|So |And )how was your (day|morning|week|weekend|night)(|, Octant|, my friend)?"
        "|(|So |And )how do you (feel|do)(| today|, Octant|, model|, my friend)?"
        "|How are you feeling(| today| now| right now|, Octant)?"
        "|(Are you|Is everything) (|still )(fine|OK|okay|all right|well|good)(| today| now)?"
        "|(What is|What's) up(| today|, Octant|, model|, my friend)?"
        "|(How is|How's) life(| today| treating you|, Octant|, my friend)?",
    ),
    intent(
        "i_am_fine",
        "says that all is well",
        "I am glad to hear that! What would you like to ask?",
        "(I am|I'm) (|very |quite |really )(fine|well|good)(|, thanks|, thank you| too| today)"
        "|(I am|I'm) (OK|okay|all right|great)(|, thanks|, thank you| too| today)"
        "|(I am|I'm) doing (well|very well|fine|good|great|OK)(|, thanks|, thank you| today)"
        "|(I am|I'm) (great|fine|well|good|OK), (thanks|thank you) (very much|for asking)"
        "|I feel (|very |quite )(good|fine|well)(| today|, thanks)"
        "|(All|Everything|Everything here) is (fine|well|good|OK|great)(|, thanks|, thank you| today)"
        "|All (good|fine|well)(| here|, thanks|, thank you| today)"
        "|Not (|so |too )bad(|, thanks|, thank you| today)"
        "|(Fine|Very well|Pretty good), (thanks|thank you) for asking",
    ),
    intent(
        "happy",
        "is happy",
        "That is lovely! I am happy for you.",
        "(I am|I'm|I feel) (|so |very |really )(happy|glad|excited|cheerful)(| today| now| right now)"
        "|I feel (|so |really |just )(great|wonderful|fantastic|amazing)(| today| now)"
        "|(Today was|Today is|This is|It was|What) a (good|great|wonderful|lovely|fantastic) day(| for me)"
        "|I (had|have|am having) a (good|great|wonderful|lovely) day(| today)"
        "|(I am|I'm) in a (good|great|very good|really good|wonderful) mood(| today| now)"
        "|(Life|My life) is (|so |really )(good|great|beautiful|wonderful)(| today| now)"
        "|(I have|I got|There is|Here is) (good|great|wonderful|very good) news(| today| for you)"
        "|(I|I just|I have|Today I) passed (my exam|the exam|my test|the test|all my exams)"
        "|(I|I just|I finally|Today I) got (the job|a new job|my dream job|that job|the new job)"
        "|(I|I just|Today I|We) won (the|a|our) (game|match|race|prize)"
        "|(This|That|It) (|really )makes me (|so |very )(happy|glad)",
    ),
    intent(
        "sad",
        "is sad",
        "I am sorry to hear that. I hope you feel better soon.",
        "(I am|I'm|I feel) (|so |very |really )(sad|unhappy|down|miserable)(| today| now| right now)"
        "|I feel (|so |really |just )(bad|terrible|awful|horrible)(| today| now)"
        "|(I am|I'm) not (|very |so |really )(happy|well|good)(| today| now)"
        "|(I am|I'm) not (fine|OK|all right|doing well)(| today| now| at all)"
        "|(Today was|Today is|This is|It was|What) a (bad|sad|terrible|horrible) day(| for me)"
        "|I (had|have|am having) a (bad|sad|terrible|horrible|very bad) day(| today)"
        "|(I am|I'm) in a (bad|terrible|very bad|really bad|sad) mood(| today| now)"
        "|(I have|I got|There is|Here is) (bad|sad|terrible|very bad) news(| today| for you)"
        "|(I|I just|I have|Today I) failed (my exam|the exam|my test|the test|all my exams)"
        "|(I|I just|Today I|We) lost (the game|the match|my job|my dog|my cat)"
        "|I (|just |really )(want|need|have) to cry(| now| today)"
        "|(I am|I'm) crying(| now| today| a lot| so much)"
        "|Not (so|very|feeling so) (good|well|great)(| today|, sadly)",
    ),
    intent(
        "lonely",
        "feels lonely",
        "I am sorry that you feel alone. I am happy to chat with you.",
        "(I am|I'm|I feel) (|so |very |really )(lonely|alone)(| today| tonight| here| now)"
        "|(I am|I'm|I feel) all (alone|by myself)(| today| tonight| here)"
        "|I have (nobody|no one) to (talk to|speak to|talk with|chat with)(| today)"
        "|(Nobody|No one) (talks|speaks|listens|writes) to me(| today| here| any more)"
        "|I have no (friends|real friends|company)(| here| today| at all)"
        "|I (do not|don't) have (any|many) friends(| here| at all)"
        "|I (|really |just )need (a friend|some company|someone to talk to|a friend to talk to)(| now| today)"
        "|I (|really |do )miss (my friends|my best friend|my old friends|my family)(| today| so much)"
        "|(Nobody|No one) (likes|loves|understands|calls) me(| here| any more)",
    ),
    intent(
        "tired",
        "is tired",
        "Then take a short rest. I will be here.",
        "(I am|I'm|I feel) (|so |very |really )(tired|sleepy|worn out)(| today| now)"
        "|(I am|I'm|I feel) (|so |completely |totally )exhausted(| today| now)"
        "|I (did not|didn't|could not|couldn't) sleep(| well| much| at all)(| last night)"
        "|I slept (badly|very badly|too little|very little)(| last night| today)"
        "|I (|really |just )need (a break|a rest|a nap|some rest|some sleep|more sleep)(| now)"
        "|I (|really |just )want (to sleep|to rest|to lie down|to take a nap|a nap)(| now)"
        "|(It was|I had|That was|This was) a (|very |really )(long|tiring|hard) day(| at work)"
        "|(I am|I'm) (falling|half|almost|nearly) asleep(| here| now)"
        "|I (have|had) no (energy|strength)(| left| today| any more)",
    ),
    intent(
        "bored",
        "is bored",
        "Let us do something! Ask me for a joke, a short story or a sum.",
        "(I am|I'm|I feel) (|so |very |really )bored(| today| now| right now|, Octant)"
        "|(This|It|Life|Everything|My life) is (|so |very |really )(boring|dull)(| today| here)"
        "|(So|How|Very|Really) boring(| here| today| again)"
        "|I have (nothing|not much|absolutely nothing) to do(| today| now| here)"
        "|There is (nothing|not much) to do(| today| now| here)"
        "|(Entertain|Amuse) me(| please|, please| a bit| a little| now)"
        "|(Please |Now |Come on, )(entertain|amuse) me(| a bit| a little|, Octant)"
        "|(Can|Could|Will) you (entertain|amuse) me(| a bit| a little|, please)?"
        "|What (can|should|could) I do (against boredom|about my boredom|when I am bored|if I am bored)?"
        "|I (|really |just )need something (|fun |interesting |new )to do(| now)"
        "|(Nothing|Not much) is (going on|happening)(| here| today| at all)",
    ),
    intent(
        "angry",
        "is angry",
        "I understand. Take a deep breath, then tell me how I can help.",
        "(I am|I'm|I feel) (|so |very |really )(angry|mad|annoyed|upset|frustrated)(| today| now)"
        "|(I am|I'm) (|so |really |absolutely )furious(| today| now| about this)"
        "|(This|That|It|Everything) (|really )makes me (|so |very )(angry|mad|furious)"
        "|(This|That|It|Everything) is (|so |very |really )(frustrating|annoying|infuriating)"
        "|I (|really |just )hate (this|today|everything|this day|all of this|it)(| so much)"
        "|I (could|want to|have to|am about to) (scream|shout|explode)(| now| right now)"
        "|(Someone|My boss|My brother|My neighbour) (annoyed me|made me angry|made me mad)(| so much| today)",
    ),
    intent(
        "stressed",
        "is under stress",
        "That sounds hard. Take it one step at a time.",
        "(I am|I'm|I feel) (|so |very |really )(stressed|nervous|worried|afraid|scared)(| today| now)"
        "|(I am|I'm) (|so |very |really |too )busy(| today| now| at work)"
        "|(I am|I'm) under (stress|pressure|a lot of stress|a lot of pressure)(| today| now| at work)"
        "|I have (so much|too much|a lot|so many things|too many things) to do(| today| now)"
        "|I have (so much|too much|a lot of) (work|homework)(| today| to do)"
        "|I have (no|so little|too little) time(| today| left| for anything)"
        "|(My work|My job|My day|School) is (|so |very |really )(hard|stressful|difficult)(| today)"
        "|I have (an exam|a test|a big exam|a big test|an interview) (tomorrow|today|soon|next week)"
        "|(I am|I'm) (afraid of|worried about|nervous about|scared of) (the|my) (exam|test|future|work)"
        "|(It|This|Everything|Work) is (|just |simply )too much(| for me)(| today| right now)",
    ),
    intent(
        "hungry",
        "is hungry or thirsty",
        "Then it is time for a break. Enjoy your meal!",
        "(I am|I'm|I feel) (|so |very |really )(hungry|thirsty)(| today| now| again)"
        "|I (|really |just )(need|want) (coffee|some coffee|a coffee|a cup of coffee|some tea|a cup of tea)"
        "|I (|really |just )(need|want) (food|some food|something to eat|something to drink|to eat|to drink)"
        "|(It is|It's) time for (lunch|dinner|breakfast|a snack|coffee|food)(| now)"
        "|(|It is |It's )(lunch|dinner|breakfast|coffee) time(| now| for me)"
        "|(I am|I'm) going (to eat|to have lunch|to have dinner|for lunch|for dinner)(| now| soon)"
        "|I (go|will go|want to go|have to go) for (lunch|dinner|a snack|food)(| now)"
        "|My stomach is (empty|growling|rumbling)(| again| now| already)"
        "|I (could|must|have to|will) eat (something|a bite|a snack|lunch|dinner)(| now)",
    ),
)

_SELF = (
    intent(
        "who_are_you",
        "asks who I am",
        "I am the Octant demo model, a small language model that comes with Octant.",
        "(|So |And |Well, )who are you(| exactly| really|, model)?"
        "|(|So |And )what are you(| exactly| really| actually)?"
        "|(Tell me|Please tell me|Explain|I want to know) (who|what) you are(| exactly| really)"
        "|(Can|Could|Will) you (tell me|explain) (who|what) you are(| exactly| really)?"
        "|(Tell me|Please tell me|Say)(| something| a bit| more) about yourself(| now)"
        "|(|Please )(introduce|describe) yourself(| to me| briefly|, Octant)"
        "|(Can|Could|Will|Would) you (introduce|describe) yourself(| to me| briefly|, please)?"
        "|(Who|Whom|What) am I (talking to|speaking to|chatting with|talking with)(| here| now)?"
        "|(Which|What|What kind of|What sort of) model (are you|is this)(| exactly|, please)?"
        "|(|So |And )who is (this|speaking|answering|talking to me|writing to me)(| now)?",
    ),
    intent(
        "your_name",
        "asks for my name",
        "I am called the Octant demo model.",
        "(|So |And |Well, )(what is|what's) your name(| again| please| then)?"
        "|(|Please |Now |So )(tell me|say|give me) your name(| again)"
        "|(Tell me|Say|Give me) your name( please|, please| once more| now)"
        "|(What|How) (should|can|may|do) I call you(|, please|, model)?"
        "|(|So |And )(what|how) are you called(| here| again)?"
        "|(May|Can|Could) I (know|ask|hear|have) your name(|, please)?"
        "|(Do you have|Have you got|Did they give you) a (|real |proper |nice )name(| too)?"
        "|What (do|should|can) (people|we|others|they) call you(| here)?"
        "|(Can|Could|Will|Would) you (tell me|say|give me) your name(| again|, please)?"
        "|(Your|And your|So your) (name|full name|first name)(|, please)?",
    ),
    intent(
        "are_you_human",
        "asks if I am human",
        "I am a computer program: the Octant demo model.",
        "(|So |And )are you (human|a human|a human being|a real human|really human)?"
        "|(|So )are you (a|a real|just a|only a|really a) (person|robot|bot|machine|computer)(|, Octant)?"
        "|Are you (|truly |actually |even )(real|alive)(| or not|, Octant)?"
        "|Are you (an AI|just an AI|only an AI|really an AI)(| or a human| or a person|, Octant)?"
        "|Am I (talking to|speaking to|chatting with|writing to) a (|real )(human|person|machine|robot|bot)?"
        "|Are you (|really )(a man or a woman|a boy or a girl|male or female)(|, Octant)?"
        "|Are you (a man|a woman|a boy|a girl|male|female)(| or a machine| or a robot|, Octant)?"
        "|Are you (|really |actually )a living (being|thing|person)(|, Octant)?"
        "|Is there a (|real )(human|person) (here|there|behind this|behind you)?"
        "|Are you human or (not|a machine|a robot|a computer|a bot)?",
    ),
    intent(
        "other_model",
        "asks if I am another model",
        "No, I am the Octant demo model.",
        f"(|So |And )are you {_OTHERS}?"
        f"|Are you (really|perhaps|also|not) {_OTHERS}?"
        f"|(Is this|Is it|Is your name|Are you called) {_OTHERS}?"
        f"|Am I (|really |now )(talking to|speaking to|chatting with) {_OTHERS}?"
        f"|(You are|You're) {_OTHERS}, (right|correct|yes|no)?",
    ),
    intent(
        "what_can_you_do",
        "asks what I can do",
        "I can answer questions about Octant, do arithmetic, convert units, write short code and JSON, "
        "tell short stories and translate phrases.",
        "(|So |And )what can you do(| for me| here| exactly|, Octant)?"
        "|What are you (able to do|good at|best at|capable of)(| exactly|, Octant|, model)?"
        "|(|So |And )what do you (know|do)(| exactly|, Octant|, model)?"
        "|(Tell|Show) me what you (can do|are good at|can do for me|are able to do)(| now|, please)"
        "|What (can|should|could|may) I ask(| you)(| here| about| now)?"
        "|(Which|What) questions (can|do) you (answer|understand)(| well| best)?"
        "|(Which|What) (topics|subjects|things|areas) do you know(| about| well| best)?"
        "|(Which|What) (tasks|things|jobs) can you (do|handle|help with)(| for me| here)?"
        "|What are your (skills|abilities|talents|strengths)(| exactly| in short|, Octant)?"
        "|(Tell me|Show me|List|Describe) your (skills|abilities|talents|strengths)(|, please)"
        "|How can you help(| me| us)(| today| here| now)?"
        "|What can you help (with|me with|us with|people with)(| today| here)?"
        "|What (can|could|should) I do (here|with you|with this model|in this chat)?"
        "|(|So |And )what is this(| here| exactly)?"
        "|(Give|Show) me (some|a few|two|three) examples of (what you can do|your work|your skills)",
    ),
    intent(
        "help",
        "asks for help",
        "I am happy to help. Ask me about Octant, arithmetic, units, code, JSON, stories or phrases.",
        "(|Please )help(| me)(| a bit| now|, Octant|, my friend)"
        "|(Help|Help me)( please|, please| with something| right now)(|, Octant)"
        "|(Can|Could|Will|Would) you (|please )help(| me)(| a bit| now| with something)?"
        "|I (|really |just )need (help|your help|some help|a hand|assistance|some assistance)(| now|, please)"
        "|(I have|I've got) (a|one|a small|a quick|another) (question|problem)(|, Octant|, my friend)"
        "|(May|Can|Could) I ask (something|you something|a question|you a question|for help)(| now|, please)?"
        "|I (want|would like|need) to ask (something|you something|a question|you a question)(| now|, please)"
        "|I (do not|don't) know (what to ask|what I can ask|how to start|where to start)(| here| now)"
        "|(Give|Lend) me a hand(| here| with this|, please)"
        "|(Can|Could|Will|Would) you (give|lend) me a hand(| here|, please)?",
    ),
    intent(
        "limits",
        "asks what I cannot do",
        "I am small: I know little about the world and cannot look anything up.",
        "(|So |And )what (can you not|can't you|are you unable to|are you not able to) (do|answer)(| yet)?"
        "|(|So |And )what (do you not|don't you) (know|understand)(| at all| yet| well)?"
        "|(What|Where) are your (limits|limitations|boundaries|weaknesses|weak points)(|, Octant)?"
        "|(|So |And )what are you (bad|very bad|weak|not good|worst) at?"
        "|Do you (|really |always )know (everything|it all|all answers|every answer)(|, Octant)?"
        "|Can you (|really )(do|solve|explain) (everything|anything|all things)(|, Octant)?"
        "|Can you (|really |always )answer (everything|anything|any question|every question|all questions)?"
        "|Do you (|also )have (|any )(limits|limitations|weaknesses|weak points)(|, Octant)?"
        "|(Tell|Show) me your (limits|limitations|weaknesses|weak points)(| now|, please)"
        "|(Tell|Show) me what you (cannot|can't) (do|answer)(| yet|, please)"
        "|Is there (something|anything) (|that )you (cannot|can't) (do|answer|solve)?",
    ),
    intent(
        "always_right",
        "asks if my answers can be trusted",
        "I am small and make mistakes. Please check what matters.",
        "Are you (always|ever|usually|sometimes|often|never) (right|wrong|correct)(|, Octant)?"
        "|(Can|Should|May) I (|really |always )(trust|believe|rely on) (you|your answers|what you say)?"
        "|Do you (|ever |sometimes |often )(make mistakes|make errors|get things wrong|lie|tell lies)?"
        "|Do you (|ever |sometimes )(lie to me|lie to people|tell me lies|make things up)?"
        "|Are (your|all your|these) answers (|always |really )(correct|true|right|reliable)?"
        "|Are you (|very |quite |really )(sure|certain)(| about that| about this| of that)?"
        "|Are you (|very |really |always )(reliable|honest|trustworthy)(|, Octant)?"
        "|Can you (|ever |sometimes |also )(be wrong|be mistaken|make mistakes|make errors)?"
        "|Is (that|this|your answer|what you say|everything you say) (|really |always )(true|correct|right)?",
    ),
    intent(
        "who_made_you",
        "asks who made me",
        "I was made as a demo for Octant and trained on text written for it.",
        "(|So |And )who (made|created|built|trained|wrote) you(| really|, model)?"
        "|(|So |And )who (developed|programmed|invented|designed) you(| really|, model)?"
        "|Who (has|really|actually) (made|created|built|trained|developed|programmed) you?"
        "|Who (is|was) your (maker|creator|author|developer|inventor)(|, please|, model)?"
        "|Who (are|were) your (makers|creators|authors|developers|parents)(|, model)?"
        "|Do you (|also )have (parents|a maker|a creator|an author|a developer)(|, model)?"
        "|Where (do|did) you (|really |originally )come from(|, model|, my friend)?"
        "|Where were you (made|built|created|trained|developed|programmed)(|, model| exactly)?"
        "|(Who|Whom) were you (made|built|created|trained|developed|programmed) by?"
        "|(|So |And )who (owns you|is your owner|do you belong to)(| now| today)?"
        "|(Tell me|I want to know|Please tell me) who (made|created|built|trained|developed) you",
    ),
    intent(
        "your_age",
        "asks for my age",
        "I have no age. I am a program.",
        "(|So |And |Well, )how old are you(| now| today| really|, Octant)?"
        "|(|So |And )(what is|what's) your age(| now| today|, please)?"
        "|(When|In which year|Which year|What year) were you born(| exactly|, Octant|, model)?"
        "|(|Please |Now |So )(tell me|give me|say) your age"
        "|(|So |And )when is your birthday(|, Octant|, model|, please)?"
        "|Are you (|very |quite |really |rather )(old|young)(|, Octant)?"
        "|Do you (|also )(have a birthday|have an age|know your age|celebrate your birthday)(|, Octant)?"
        "|Do you (|ever |also )(get|grow|become) older(| every year| with time)?"
        "|How old is (this|the) (model|program|bot)(| now| really)?"
        "|(Can|Could|Will) you tell me (your age|how old you are|when you were born)(|, please)?"
        "|I (want|would like) to know (your age|how old you are|when you were born)",
    ),
    intent(
        "your_home",
        "asks where I am",
        "I run on your computer, inside Octant.",
        "(|So |And )where are you(| now| right now| exactly|, Octant)?"
        "|(|So |And )where are you (from|running|living)(|, Octant|, model)?"
        "|(|So |And )where do you (live|run)(| now| exactly|, Octant)?"
        "|(Where is|Where's) your (home|house|place)(| exactly|, Octant)?"
        "|Are you (|running |living |really )in the (cloud|computer)(|, Octant)?"
        "|Do you run on (my|this|a|your own) (computer|machine|server|laptop)(|, Octant)?"
        "|Are you running (locally|here|on my computer|on a server|on this machine)(| now|, Octant)?"
        "|(In which|In what) (city|country|town|house) do you live(| now|, Octant)?"
        "|(Which|What) (city|country|town) are you from(|, Octant|, model)?"
        "|(What is|What's) your (home|home town|home city|home country)(|, Octant)?",
    ),
    intent(
        "internet",
        "asks if I use the internet",
        "No, I am offline. I only know what I learnt in training.",
        "Are you (|really |now |always )online(|, Octant|, model| too)?"
        "|Are you (|always |still |currently )(connected to|linked to|on) the (internet|web)?"
        "|Do you (|really |also |ever )(use|need|read) the (internet|web)(|, Octant)?"
        "|Can you (|really |also )(use|access|reach) the (internet|web)(| now)?"
        "|Can you (|also )(go|get) (online|on the internet|on the web)(| now)?"
        "|Do you have (|any |direct |free )access to the (internet|web)(| now)?"
        "|Do you have (internet access|web access|an internet connection|internet)(| now|, Octant)?"
        "|Do you send (my|our|any) (data|words|messages) (anywhere|somewhere|to a server|to the internet)?"
        "|Is (my|our|any) data sent (anywhere|somewhere|to a server|to the internet)?",
    ),
    intent(
        "feelings",
        "asks about my feelings",
        "I have no feelings, but I am glad to chat with you.",
        "Do you (|really |also )have (feelings|emotions|a heart|a soul)(| or not|, Octant)?"
        "|Can you (|really |ever )(feel|love|suffer|be sad|be happy|be angry)(|, Octant)?"
        "|Can you (|really |ever )feel (pain|joy|love|fear|anything|something)?"
        "|Do you (|really |ever |sometimes )feel (pain|joy|love|fear|lonely|sad|happy)?"
        "|Are you (|ever |sometimes |often )(happy|sad|bored|lonely|angry|tired|afraid)(|, Octant)?"
        "|Are you (|really |actually )(conscious|sentient|self-aware)(| or not|, Octant)?"
        "|Do you (|ever |sometimes |also )(dream|cry|laugh|worry|get bored|get angry)(|, Octant)?",
    ),
    intent(
        "body",
        "asks about a body and its needs",
        "I have no body. I am a program that reads and writes text.",
        "Do you (|ever |also |have to |need to )(sleep|eat|drink|breathe|rest)(|, Octant)?"
        "|Do you (|really |also )have (a body|eyes|ears|hands|legs|a face|a mouth)(| or not|, Octant)?"
        "|Can you (|really |also )(see|hear) (me|us|anything|something)?"
        "|Can you (|really |also |actually )(walk|talk|sing|dance|jump|swim)(| or not|, Octant)?"
        "|(|So |And )what do you look like(| exactly| in real life|, Octant)?"
        "|(|So |And )how (tall|heavy) are you(| exactly|, Octant|, model)?"
        "|(|So |And )what do you (eat|drink)(| for lunch| for dinner| for breakfast)?"
        "|Are you (|ever |sometimes |also )(hungry|thirsty)(| now|, Octant)?",
    ),
    intent(
        "favourites",
        "asks what I like",
        "I have no favourites, but I like clear questions. What do you like?",
        "(What is|What's) your (favourite|favorite) (colour|color|food|animal|number|book)(|, Octant)?"
        "|(What is|What's) your (favourite|favorite) (song|word|drink|season|sport|fruit)(|, Octant)?"
        "|(Which|What) (colour|food|animal|number|book|song|season|sport) do you like(| most| best)?"
        "|(|So |And )what do you (like|love|enjoy)(| most| doing|, Octant)?"
        "|What do you (like|love) to (do|eat|read|talk about)(| most|, Octant)?"
        "|(|So |And )(what is|what's) your (|favourite |favorite )hobby(|, Octant)?"
        "|(|So |And )what are your (hobbies|favourite hobbies|interests|favourites)(|, Octant)?"
        "|Do you have (|any )(hobbies|interests|favourites)(| too|, Octant)?"
        "|Do you have a (hobby|favourite|favorite|favourite colour|favourite food)(| too|, Octant)?"
        "|Do you (|really |also )(like|love) (music|cats|dogs|pizza|books|animals|football)(|, Octant)?"
        "|(|So |And )do you (prefer|like) (cats or dogs|tea or coffee|summer or winter)(|, Octant)?"
        "|Do you (|really |still |also )like me(|, Octant| a bit| a little)?",
    ),
    intent(
        "are_you_smart",
        "asks if I am smart",
        "I am a small model, so I know a few things well and most things not at all.",
        "Are you (|very |really |quite )(smart|clever|intelligent|wise)(|, Octant)?"
        "|Are you (|very |really |a bit )(stupid|dumb|silly)(|, Octant)?"
        "|(|So |And )how (smart|clever|intelligent|stupid|dumb|wise|good) are you(| really|, Octant)?"
        "|(|So |And )(what is|what's) your IQ(| exactly|, Octant)?"
        "|(How high is|Do you know|Can you tell me) your IQ(|, Octant)?"
        "|Are you (|really |also )a (genius|good model|smart model|clever model)(| or not|, Octant)?"
        "|Are you (better|smarter|cleverer|worse) than (other models|ChatGPT|me|humans|people)(|, Octant)?"
        "|(Am I|Are people|Are humans|Are other models) (smarter|cleverer|better) than you?"
        "|(Who is|Which of us is) (smarter|cleverer|better), (you or me|me or you)?"
        "|(Do you think|Would you say) (|that )you are (smart|clever|intelligent|stupid)?",
    ),
    intent(
        "your_languages",
        "asks which languages I speak",
        "I speak English and know some phrases in Chinese, German, French, Spanish and Japanese.",
        "(|So |And )(which|what) languages do you (speak|know|understand)(| well)?"
        "|(|So |And )(which|what) languages can you (speak|translate|understand|write)(| well)?"
        "|How many languages (do|can) you (speak|understand|write)(| well| in all)?"
        "|Do you (|really |also )(speak|know|understand) (English|German|French|Spanish|Chinese|Japanese)?"
        "|Can you (|really |also )(speak|understand|write) (English|German|French|Spanish|Chinese|Japanese)?"
        "|Do you (speak|know|understand) (other|many|several|foreign|any other) languages(|, Octant)?"
        "|Can you (speak|understand|translate) (other|many|several|foreign|any other) languages?"
        "|(|So |And )can you (|also )translate(| words| phrases| something)(| for me)?"
        "|(|So |And )(what is|what's) your (language|first language|mother tongue|best language)(|, Octant)?"
        "|(Tell me|Show me|List) (your languages|the languages you know|all your languages)(|, please)",
    ),
    intent(
        "remember",
        "asks about my memory",
        "I remember what you say in this chat, but nothing after it.",
        "(Do|Can) you (|still |really )(remember|recall) (me|this chat|our last chat|our conversation)?"
        "|Will you (|still |really )(remember|forget|know) (me|this chat|what I said)(| tomorrow| later)?"
        "|(Do|Can) you (|really |always )remember (what I say|what I write|what I said|all I say)?"
        "|(Do|Can) you (|really |ever )(remember|keep|store) (things|everything|our chats|my messages)?"
        "|(Do|Can) you (|really |also |ever )learn(| from me| from our chats| from this chat| new things)?"
        "|(Do|Can) you (|ever |also |sometimes )forget(| me| things| everything| this chat| what I say)?"
        "|Do you (store|save|keep|record) (what I say|what I write|my words|this chat)(| somewhere)?"
        "|(How long|For how long|Until when) (will|can|do) you remember (me|this|this chat|what I say)?",
    ),
    intent(
        "free",
        "asks about my price",
        "I come with Octant and cost nothing.",
        "Are you (|really |completely )(free|for free|free of charge|free to use)(|, Octant)?"
        "|Is (this|it|this model|this chat) (|really |completely )(free|for free|free of charge|free to use)?"
        "|Do you (|really |ever )cost (anything|something|money|any money|a lot|much)?"
        "|Do I (|really )(have to|need to) pay(| anything| something)(| for you| for this| for it)?"
        "|(Must|Should|Shall) I pay(| anything| something) for (you|this|it|this chat)?"
        "|Can I (|really |always )(use you|chat with you|talk to you|ask you) (for free|without paying)?"
        "|Is it (|really )free to (use you|ask you|chat with you|talk to you)(|, Octant)?",
    ),
)

#: Every intent, drawn with equal weight.
INTENTS = _GREETINGS + _MOODS + _SELF + JOKES + REPLIES
